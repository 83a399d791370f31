import type { AnyDefinition, MessageTypeDefinition } from '@grpc/proto-loader';
import { packageDefinition } from './load.ts';

/** A message with every field that the receiver may rely on: what is not set has its default. */
export type Whole = (message: object) => object;

interface Field {
  /** The value as decoding gives it, nothing of it shared but text and bytes. */
  read(value: unknown): unknown;
  /** The oneof that it belongs to. */
  oneof: string | undefined;
}

/** The part of a descriptor (google.protobuf.DescriptorProto) that is looked at. */
interface Descriptor {
  name: string;
  field: { name: string; type: string; label: string; typeName: string }[];
}

type Message = MessageTypeDefinition<object, object>;

const made = new Map<string, Whole>();

/**
 * What the other side would decode if `message` of this type were encoded, without the bytes: a copy
 * of its own, with the defaults and the names of the oneofs. Bytes are shared; nobody may change them.
 * @param type as a method's definition names it (`requestType`, `responseType`)
 */
export function wholeOf(type: object): Whole {
  const { name } = (type as { type: Descriptor }).type;
  const known = made.get(name);
  if (known) return known;
  const whole = makeWhole(messageOf(name));
  made.set(name, whole);
  return whole;
}

/** The codec itself says what the empty message is and which oneof a field belongs to. */
function makeWhole(message: Message): Whole {
  const { field } = message.type as Descriptor;
  const empty = message.deserialize(message.serialize({})) as Record<string, unknown>;
  const lists = field.filter(isList).map(({ name }) => name);
  const fields: Record<string, Field | undefined> = Object.create(null);
  for (const one of field) {
    const oneof = one.name in empty ? undefined : oneofOf(message, one.name, one.type);
    fields[one.name] = { read: isList(one) ? listOf(reader(one)) : reader(one), oneof };
  }
  return from => {
    const whole: Record<string, unknown> = { ...empty };
    for (const name of lists) whole[name] = [];
    for (const name in from) {
      const value = (from as Record<string, unknown>)[name];
      const one = fields[name];
      if (one === undefined || value === undefined || value === null) continue;
      whole[name] = one.read(value);
      if (one.oneof !== undefined) whole[one.oneof] = name;
    }
    return whole;
  };
}

function isList({ label }: { label: string }): boolean {
  return label === 'LABEL_REPEATED';
}

function listOf(read: Field['read']): Field['read'] {
  return values => (values as unknown[]).map(read);
}

function oneofOf(message: Message, field: string, type: string): string | undefined {
  const sample = { [field]: type === 'TYPE_MESSAGE' ? {} : 0 };
  const decoded = message.deserialize(message.serialize(sample)) as Record<string, unknown>;
  return Object.keys(decoded).find(key => decoded[key] === field);
}

function reader({ type, typeName }: Descriptor['field'][number]): Field['read'] {
  switch (type) {
    case 'TYPE_STRING':
      return String;
    case 'TYPE_BOOL':
      return Boolean;
    case 'TYPE_UINT32':
    case 'TYPE_UINT64':
      return toCount;
    case 'TYPE_BYTES':
      return toBuffer;
    case 'TYPE_MESSAGE':
      return nested(typeName);
    default:
      throw new RangeError(`A field of type ${type} cannot cross within a process yet.`);
  }
}

/** Made when it is first met: a message may contain one of its own type. */
function nested(typeName: string): Field['read'] {
  let whole: Whole | undefined;
  return value => {
    whole ??= wholeOf(messageOf(typeName));
    return whole(value as object);
  };
}

function toCount(value: unknown): number {
  const number = Number(value);
  return number > 0 ? Math.trunc(number) : 0;
}

function toBuffer(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (typeof value === 'string') return Buffer.from(value, 'base64');
  const { buffer, byteOffset, byteLength } = value as Uint8Array;
  return Buffer.from(buffer, byteOffset, byteLength);
}

function messageOf(name: string): Message {
  const found: AnyDefinition | undefined = packageDefinition[`parley.v1.${name}`];
  if (found !== undefined && 'serialize' in found) return found as Message;
  throw new RangeError(`There is no message ${name}.`);
}
