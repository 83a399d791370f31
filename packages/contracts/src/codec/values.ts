import type { Long } from '@grpc/proto-loader';
import { NO_BYTES } from './reader.ts';

/** The forms in which a number may be given to be sent. */
export type Count = number | string | Long;

type Bytes = Buffer | Uint8Array | string;

/** As it arrives: what is no count is 0. */
export function count(value: Count | null | undefined): number {
  if (!value) return 0;
  const number = Number(value);
  return number > 0 ? Math.trunc(number) : 0;
}

/** As they arrive, not copied. */
export function slice(value: Bytes | null | undefined): Buffer {
  if (!value) return NO_BYTES;
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
