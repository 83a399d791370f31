import { invalid } from '@parley/core';
import type { ByteRange } from './blob-store.ts';

const KEY = /^[A-Za-z0-9_-]{1,128}$/;
/** Visible ASCII and spaces: what can stand in a header. */
const CONTENT_TYPE = /^[\x20-\x7e]{1,255}$/;

/** What every adapter asks of its arguments, so that they refuse alike. @throws ParleyError `invalid_request`. */
export function requireKey(key: string): string {
  if (!KEY.test(key)) throw invalid('key', key, '1 to 128 of A-Z a-z 0-9 - _');
  return key;
}

export function requireContentType(contentType: string): string {
  if (!CONTENT_TYPE.test(contentType)) {
    throw invalid('contentType', contentType, '1 to 255 visible ASCII characters');
  }
  return contentType;
}

export function requireMaxBytes(maxBytes: number): number {
  if (!Number.isSafeInteger(maxBytes) || maxBytes < 0) {
    throw invalid('maxBytes', maxBytes, 'a whole number from 0');
  }
  return maxBytes;
}

/** The range within a content of this size, with its end. */
export function requireRange(range: ByteRange, sizeBytes: number): Required<ByteRange> {
  const { startByte, endByte = sizeBytes - 1 } = range;
  if (!Number.isSafeInteger(startByte) || startByte < 0 || startByte >= sizeBytes) {
    throw invalid('range.startByte', startByte, `a whole number from 0 to below ${sizeBytes}`);
  }
  if (!Number.isSafeInteger(endByte) || endByte < startByte) {
    throw invalid('range.endByte', endByte, `a whole number from ${startByte}`);
  }
  return { startByte, endByte: Math.min(endByte, sizeBytes - 1) };
}
