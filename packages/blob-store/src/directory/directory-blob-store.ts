import { mkdir } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { ParleyError } from '@parley/core';
import type { BlobInfo, BlobStore, ByteRange } from '../blob-store.ts';
import { requireContentType, requireKey, requireMaxBytes } from '../validate.ts';
import { type Layout, layoutOf } from './layout.ts';
import { putBlob } from './put.ts';
import { readContent, readInfo } from './read.ts';
import { removeBlob } from './remove.ts';
import { removeStale } from './remove-stale.ts';
import { toStorageError } from './storage-error.ts';

export interface DirectoryBlobStoreOptions {
  /** Made if missing. Several processes may share it. */
  directory: string;
}

/** Attachments in a folder of this machine; `layout.ts` says what is where. */
export function createDirectoryBlobStore({ directory }: DirectoryBlobStoreOptions): BlobStore {
  return new DirectoryBlobStore(layoutOf(directory));
}

class DirectoryBlobStore implements BlobStore {
  private readonly layout: Layout;
  private readonly puts = new Set<Promise<BlobInfo>>();
  private prepared: Promise<void> | undefined;
  private closed = false;

  constructor(layout: Layout) {
    this.layout = layout;
  }

  async put(
    key: string,
    content: Readable,
    options: { contentType: string; maxBytes: number },
  ): Promise<BlobInfo> {
    const put = this.call(async () => {
      requireKey(key);
      requireContentType(options.contentType);
      requireMaxBytes(options.maxBytes);
      await this.prepare();
      return putBlob(this.layout, key, content, options);
    });
    this.puts.add(put);
    try {
      return await put;
    } catch (error) {
      content.destroy();
      throw error;
    } finally {
      this.puts.delete(put);
    }
  }

  get(key: string, range?: ByteRange): Promise<Readable> {
    return this.call(async () => readContent(this.layout, requireKey(key), range));
  }

  info(key: string): Promise<BlobInfo> {
    return this.call(async () => readInfo(this.layout, requireKey(key)));
  }

  remove(key: string): Promise<boolean> {
    return this.call(async () => {
      requireKey(key);
      await this.prepare();
      return removeBlob(this.layout, key);
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.puts);
  }

  private async call<T>(work: () => Promise<T>): Promise<T> {
    if (this.closed) throw new ParleyError('unavailable', 'The storage for files is closed.');
    try {
      return await work();
    } catch (error) {
      throw toStorageError(error);
    }
  }

  /** Once, before the first write; again after it failed. */
  private async prepare(): Promise<void> {
    this.prepared ??= mkdir(this.layout.incoming, { recursive: true, mode: 0o700 }).then(() =>
      removeStale(this.layout.incoming, Date.now()),
    );
    try {
      await this.prepared;
    } catch (error) {
      this.prepared = undefined;
      throw error;
    }
  }
}
