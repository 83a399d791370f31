import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { invalid } from '@parley/core';
import type { BlobInfo } from '../blob-store.ts';
import { ByteLimit } from '../byte-limit.ts';
import { syncFolder, writeDurably } from './durable.ts';
import { CONTENT, INFO, type Layout } from './layout.ts';
import { systemCode } from './storage-error.ts';

/**
 * Builds the blob's folder aside, on the disk, and then moves it into place. The move fails if a
 * folder is there already, so of two that put one key at once exactly one gets it.
 */
export async function putBlob(
  layout: Layout,
  key: string,
  content: Readable,
  { contentType, maxBytes }: { contentType: string; maxBytes: number },
): Promise<BlobInfo> {
  const aside = join(layout.incoming, randomUUID());
  await mkdir(aside, { mode: 0o700 });
  try {
    const limit = new ByteLimit(maxBytes);
    // `flush`: the bytes are on the disk before the file is closed.
    const file = createWriteStream(join(aside, CONTENT), { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(content, limit, file);
    const info: BlobInfo = { sizeBytes: limit.sizeBytes, contentType };
    await writeDurably(join(aside, INFO), JSON.stringify({ key, ...info }));
    await moveIntoPlace(layout, key, aside);
    return info;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

async function moveIntoPlace(layout: Layout, key: string, aside: string): Promise<void> {
  const shard = layout.shardOf(key);
  await mkdir(shard, { recursive: true, mode: 0o700 });
  await syncFolder(aside);
  try {
    await rename(aside, layout.folderOf(key));
  } catch (error) {
    if (TAKEN.has(systemCode(error) ?? '')) throw invalid('key', key, 'a key that was never used');
    throw error;
  }
  await syncFolder(shard);
}

/** What systems call a folder that is there already and not empty. */
const TAKEN = new Set(['ENOTEMPTY', 'EEXIST', ...(process.platform === 'win32' ? ['EPERM'] : [])]);
