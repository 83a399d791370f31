import { type FileHandle, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { BlobInfo, ByteRange } from '../blob-store.ts';
import { requireRange } from '../validate.ts';
import { CONTENT, INFO, type Layout } from './layout.ts';
import { blobNotFound, systemCode } from './storage-error.ts';

export async function readInfo(layout: Layout, key: string): Promise<BlobInfo> {
  const text = await foundOr(key, readFile(join(layout.folderOf(key), INFO), 'utf8'));
  const { sizeBytes, contentType }: BlobInfo = JSON.parse(text);
  return { sizeBytes, contentType };
}

/** The file is open when this resolves: a removal that comes later does not disturb the reader. */
export async function readContent(
  layout: Layout,
  key: string,
  range: ByteRange | undefined,
): Promise<Readable> {
  const { sizeBytes } = await readInfo(layout, key);
  const bytes = range && requireRange(range, sizeBytes);
  const file: FileHandle = await foundOr(key, open(join(layout.folderOf(key), CONTENT)));
  return file.createReadStream(bytes && { start: bytes.startByte, end: bytes.endByte });
}

async function foundOr<T>(key: string, found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    throw systemCode(error) === 'ENOENT' ? blobNotFound(key) : error;
  }
}
