import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Layout } from './layout.ts';
import { systemCode } from './storage-error.ts';

/** Moves the blob's folder away, which takes both files at once, and only then deletes them. */
export async function removeBlob(layout: Layout, key: string): Promise<boolean> {
  const aside = join(layout.incoming, randomUUID());
  try {
    await rename(layout.folderOf(key), aside);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
  return true;
}
