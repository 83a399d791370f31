import type { MessageTypeDefinition } from '@grpc/proto-loader';
import fc from 'fast-check';
import { packageDefinition } from '../definition.ts';

interface Field {
  name: string;
  type: string;
  label: string;
  typeName: string;
}

/** A message of proto/ as proto-loader has it, with its serialize and deserialize. */
export type Loaded = MessageTypeDefinition<object, object>;

/** All messages by name. */
export const messages: readonly (readonly [string, Loaded])[] = Object.values(
  packageDefinition,
).flatMap(one =>
  'fileDescriptorProtos' in one && 'serialize' in one
    ? [[(one.type as { name: string }).name, one as Loaded] as const]
    : [],
);

const VALUES: Record<string, fc.Arbitrary<unknown>> = {
  // Whole code points: half a pair has no bytes of its own.
  TYPE_STRING: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.string({ maxLength: 200 }),
  ),
  TYPE_BOOL: fc.boolean(),
  TYPE_UINT32: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 2 ** 32 - 1 })),
  TYPE_UINT64: fc.oneof(fc.nat({ max: 300 }), fc.maxSafeNat()),
  TYPE_BYTES: fc.uint8Array({ maxLength: 200 }).map(bytes => Buffer.from(bytes)),
};

/** Any subset of the message's fields, set to anything, also to their defaults. */
export function anyOf(message: Loaded, depth = 3): fc.Arbitrary<object> {
  const fields = (message.type as { field: Field[] }).field;
  const seen = fields.map(({ name, type, label, typeName }) => {
    const value = VALUES[type] ?? nested(typeName, depth);
    return [name, label === 'LABEL_REPEATED' ? fc.array(value, { maxLength: 3 }) : value] as const;
  });
  return fc.record(Object.fromEntries(seen), { requiredKeys: [] });
}

function nested(name: string, depth: number): fc.Arbitrary<object> {
  const found = messages.find(([one]) => one === name)?.[1];
  return found === undefined || depth === 0 ? fc.constant({}) : anyOf(found, depth - 1);
}
