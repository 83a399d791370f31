import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from './storage-error.ts';

/** No upload takes this long; what is older was left by a process that died. */
const STALE_MS = 86_400_000;

/** Removes what uploads that never ended have left behind. */
export async function removeStale(incoming: string, nowMs: number): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    try {
      const { mtimeMs } = await stat(path);
      if (nowMs - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
    } catch (error) {
      // It was finished or removed meanwhile.
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
}
