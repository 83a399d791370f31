import type { Readable } from 'node:stream';

/** What is known of a blob without reading it. */
export interface BlobInfo {
  sizeBytes: number;
  /** As given to `put`; never guessed. */
  contentType: string;
}

/** Both counted from 0 and both included, as in an HTTP range. An end past the last byte means the last byte. */
export interface ByteRange {
  startByte: number;
  endByte?: number;
}

/**
 * Attachments. A key is 1 … 128 of `A-Z a-z 0-9 - _`, chosen by the caller and never reused; another
 * one is refused everywhere with `invalid_request`. `unavailable` when the storage does not answer or
 * is full.
 */
export interface BlobStore {
  /**
   * Stores all of `content`, or nothing: a reader never sees half a blob. Content that is not read to
   * its end is destroyed.
   * @throws ParleyError `too_large` beyond `maxBytes`; what was written is removed.
   * @throws ParleyError `invalid_request` for a key that is there already; that blob stays as it is.
   * @throws whatever `content` fails with.
   */
  put(
    key: string,
    content: Readable,
    options: { contentType: string; maxBytes: number },
  ): Promise<BlobInfo>;
  /**
   * The content from `startByte` up to and with `endByte`. Read it to its end or destroy it.
   * @throws ParleyError `not_found`; `invalid_request` for a range that begins past the last byte.
   */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** @throws ParleyError `not_found`. */
  info(key: string): Promise<BlobInfo>;
  /** Resolves to whether there was one. */
  remove(key: string): Promise<boolean>;
  /** Waits for every `put` under way. */
  close(): Promise<void>;
}
