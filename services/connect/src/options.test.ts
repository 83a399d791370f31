import { expect, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '@parley/wire';
import { DEFAULT_CONNECT_OPTIONS, resolveOptions } from './options.ts';

test('fills in the defaults; a flood is twice the burst', () => {
  expect(resolveOptions({ serverId: 'c-1', port: 1 })).toEqual({
    ...DEFAULT_CONNECT_OPTIONS,
    serverId: 'c-1',
    port: 1,
    floodFrames: 1_000,
  });
  const limits = { ...DEFAULT_LIMITS, frameBurst: 7 };
  expect(resolveOptions({ serverId: 'c-1', limits }).floodFrames).toBe(14);
});

test.each<[object, string]>([
  [{ buckets: 0 }, 'buckets'],
  [{ touchMs: Number.NaN }, 'touchMs'],
  [{ drainMs: -1 }, 'drainMs'],
  [{ serverId: '' }, 'serverId'],
])('%j is refused', (settings, name) => {
  expect(() => resolveOptions({ serverId: 'c-1', ...settings })).toThrow(`${name}: expected`);
});
