import { codecOf } from './codec/codec.ts';

/** A message with every field that the receiver may rely on: what is not set has its default. */
export type Whole = (message: object) => object;

/**
 * What the other side would decode if a message of this type were encoded, without the bytes: a copy
 * of its own, with the defaults and the names of the oneofs. Bytes are shared; nobody may change them.
 * @param type as a method's definition names it (`requestType`, `responseType`)
 */
export function wholeOf(type: object): Whole {
  const codec = codecOf(type);
  return message => codec.whole(message);
}
