import { readFile, rm, writeFile } from 'node:fs/promises';
import { sleep } from '@parley/core';

const POLL_MS = 100;

/**
 * Does `work` while no other process of this machine does: `file` exists meanwhile and holds the
 * process id. A lock whose process has died is taken over.
 *
 * @throws Error when the lock was not free within `timeoutMs`; and what `work` throws.
 */
export async function withLockFile<T>(
  file: string,
  timeoutMs: number,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  while (!(await take(file))) {
    if (performance.now() > deadline) throw new Error(`${file} was held for ${timeoutMs} ms`);
    if (!(await isHeld(file))) await rm(file, { force: true });
    else await sleep(POLL_MS);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(file: string): Promise<boolean> {
  try {
    // 'wx' creates or fails, in one step, and follows no link.
    await writeFile(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  // Empty: taken this moment, its id not written yet.
  if (!Number.isInteger(holder) || holder <= 0) return true;
  try {
    process.kill(holder, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
