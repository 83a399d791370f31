import { createServer } from 'node:net';
import { expect, it } from '@jest/globals';
import { freePort } from './free-port.ts';

it('returns a port that can be bound, below the range of outgoing connections', async () => {
  const port = await freePort();
  expect(port).toBeLessThan(32_768);
  expect(port).toBeGreaterThan(1023);
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  await new Promise(resolve => server.close(resolve));
});

it('spreads its choices, so that processes side by side seldom meet', async () => {
  const ports = await Promise.all(Array.from({ length: 20 }, freePort));
  expect(new Set(ports).size).toBeGreaterThan(15);
});
