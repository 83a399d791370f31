import { createServer, type Server } from 'node:net';
import { sleep } from '@parley/core';

const POLL_MS = 100;

/**
 * Does `work` while no other process of this machine does it under the same name. Linux only: the lock
 * is a socket in the abstract namespace, so that the kernel frees it when its holder dies, and no file
 * is left that somebody would have to judge stale.
 *
 * @throws Error when the lock was not free within `timeoutMs`; and what `work` throws.
 */
export async function withMachineLock<T>(
  name: string,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  let lock = await take(name);
  while (lock === undefined) {
    if (performance.now() > deadline) {
      throw new Error(`the lock ${name} was held by another process for ${timeoutMs} ms`);
    }
    await sleep(POLL_MS);
    lock = await take(name);
  }
  try {
    return await work();
  } finally {
    lock.close();
  }
}

function take(name: string): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer(stranger => stranger.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen({ path: `\0${name}` }, () => resolve(server));
  });
}
