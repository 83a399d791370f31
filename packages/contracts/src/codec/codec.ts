import { codecs } from '../generated/codec/index.ts';
import { Reader } from './reader.ts';
import { Writer } from './writer.ts';

/** What scripts/proto-codec.ts makes of a message of proto/. */
export interface Codec<Output extends object = object> {
  encode(message: object, writer: Writer): void;
  decode(reader: Reader, end: number): Output;
  whole(message: object): Output;
}

/** As a method's definition names it (`requestType`, `responseType`). */
interface NamedType {
  type: { name: string };
}

/** Working memory for whoever encodes: nothing in it outlives a call. */
const writer = new Writer();

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
  writer.clear();
  codec.encode(message, writer);
  return writer.finish();
}

/**
 * The reverse. Its `bytes` fields are views of what was given. Fields that this side does not know are
 * passed by.
 * @throws RangeError on bytes that are no such message.
 */
export function deserialize<Output extends object>(codec: Codec<Output>, bytes: Buffer): Output {
  return codec.decode(new Reader(bytes), bytes.length);
}
