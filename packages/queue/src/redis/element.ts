import { randomBytes } from 'node:crypto';
import type { QueueItem } from '../queue.ts';

/**
 * An element of a list: 16 ASCII characters of id, then the payload. The id is random for each sender
 * (48 bits) and counted within it, so it is unique without asking Redis. It stays with the item
 * through redelivery, and an acknowledgement is checked against it.
 */
const ID_BYTES = 16;
const COUNTER_DIGITS = 8;

/** Makes the ids of one sender. */
export function createIds(): () => string {
  const sender = randomBytes(6).toString('base64url');
  let last = 0;
  return () => {
    last += 1;
    return sender + last.toString(36).padStart(COUNTER_DIGITS, '0');
  };
}

/** A copy of the payload behind its id. */
export function encodeElement(id: string, payload: Uint8Array): Buffer {
  const element = Buffer.allocUnsafe(ID_BYTES + payload.byteLength);
  element.write(id, 'latin1');
  element.set(payload, ID_BYTES);
  return element;
}

export function decodeElement(partition: number, element: Buffer): QueueItem {
  return {
    itemId: element.toString('latin1', 0, ID_BYTES),
    partition,
    payload: new Uint8Array(
      element.buffer,
      element.byteOffset + ID_BYTES,
      element.byteLength - ID_BYTES,
    ),
  };
}
