import { codecs } from '../generated/codec/index.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** What scripts/proto-codec.ts makes of a message of proto/. */
export interface Codec {
  encode(message: object, writer: Writer): void;
  decode(reader: Reader, end: number): object;
  whole(message: object): object;
}

/** As a method's definition names it (`requestType`, `responseType`). */
interface NamedType {
  type: { name: string };
}

const byName = new Map<string, Codec>(Object.entries(codecs));

/** @param type as a method's definition names it (`requestType`, `responseType`) */
export function codecOf(type: object): Codec {
  const { name } = (type as NamedType).type;
  const codec = byName.get(name);
  if (codec === undefined) throw new RangeError(`There is no message ${name}.`);
  return codec;
}

/** The message's bytes in protobuf's canonical form: what has its default is left out. */
export function serialize(codec: Codec, message: object): Buffer {
  const writer = new Writer();
  codec.encode(message, writer);
  return writer.finish();
}

/**
 * The reverse. Its `bytes` fields are views of what was given. Fields that this side does not know are
 * passed by.
 * @throws RangeError on bytes that are no such message.
 */
export function deserialize(codec: Codec, bytes: Buffer): object {
  return codec.decode(new Reader(bytes), bytes.length);
}
