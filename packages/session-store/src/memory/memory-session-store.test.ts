import { expect, test } from '@jest/globals';
import { FakeClock } from '@parley/testing';
import { describeSessionStore } from '../conformance/describe-session-store.ts';
import { createMemorySessionStore } from './index.ts';

const TTL_MS = 1_000;

describeSessionStore(
  'memory',
  async () => {
    const clock = new FakeClock();
    const store = createMemorySessionStore({ ttlMs: TTL_MS, clock });
    return {
      ttlMs: TTL_MS,
      open: async () => store,
      pass: async ms => clock.advance(ms),
      close: () => store.close(),
    };
  },
  { wipe: 'what is in memory is lost only together with the process' },
);

test.each([0, -1, 1.5, Number.NaN])('ttlMs %p is refused', ttlMs => {
  expect(() => createMemorySessionStore({ ttlMs })).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ field: 'ttlMs' }) }),
  );
});
