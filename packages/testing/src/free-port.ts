import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

// Below the range that Linux (32768…) and macOS (49152…) give to outgoing connections, so that nobody
// takes the port between this check and the server's own bind, nor while a server restarts.
const FIRST_PORT = 15_000;
const LAST_PORT = 31_999;
const TRIES = 100;

/**
 * A TCP port on which nothing listens on loopback now. Chosen at random, so that test processes
 * running side by side seldom pick the same one; a server that must not fail should still retry.
 * @param preferred taken if it is free
 */
export async function freePort(preferred?: number): Promise<number> {
  if (preferred !== undefined && (await isFree(preferred))) return preferred;
  for (let i = 0; i < TRIES; i++) {
    const port = randomInt(FIRST_PORT, LAST_PORT + 1);
    if (await isFree(port)) return port;
  }
  throw new Error(`no free port among ${TRIES} tried between ${FIRST_PORT} and ${LAST_PORT}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => resolve(true));
    });
  });
}
