import type { Readable } from 'node:stream';

/** What is known of a blob without reading it. */
export interface BlobInfo {
  sizeBytes: number;
  /** As given to `put`; never guessed. */
  contentType: string;
}

/** Attachments. A key is 1 … 128 of `A-Z a-z 0-9 - _`, chosen by the caller and never reused. */
export interface BlobStore {
  /**
   * Stores all of `content`, or nothing: a reader never sees half a blob.
   * @throws ParleyError `too_large` beyond `maxBytes`; what was written is removed.
   */
  put(
    key: string,
    content: Readable,
    options: { contentType: string; maxBytes: number },
  ): Promise<BlobInfo>;
  /** The content from `startByte` up to and with `endByte`. @throws ParleyError `not_found`. */
  get(key: string, range?: { startByte: number; endByte?: number }): Promise<Readable>;
  /** @throws ParleyError `not_found`. */
  info(key: string): Promise<BlobInfo>;
  /** Resolves to whether there was one. */
  remove(key: string): Promise<boolean>;
  close(): Promise<void>;
}
