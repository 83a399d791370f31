/**
 * Writes a codec for each message of proto/: straight code with one shape of object per message, which
 * is what makes it quick. proto-loader itself says what an empty message is and which oneof a field
 * belongs to, so that both make the same of the same bytes.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageDefinition } from '../packages/contracts/src/definition.ts';

type Kind = 'string' | 'bool' | 'uint' | 'bytes' | 'message';

interface Field {
  name: string;
  number: number;
  kind: Kind;
  repeated: boolean;
  /** The name of its message. */
  message: string;
  /** Set when it may be absent without having its default. */
  oneof: string | undefined;
}

interface Message {
  name: string;
  fields: readonly Field[];
}

interface Described {
  type: {
    name: string;
    field: { name: string; number: number; type: string; label: string; typeName: string }[];
  };
  serialize(message: object): Buffer;
  deserialize(bytes: Buffer): object;
}

const KINDS: Record<string, Kind> = {
  TYPE_STRING: 'string',
  TYPE_BOOL: 'bool',
  TYPE_UINT32: 'uint',
  TYPE_UINT64: 'uint',
  TYPE_BYTES: 'bytes',
  TYPE_MESSAGE: 'message',
};

const WIRE_VARINT = 0;
const WIRE_LENGTH = 2;

/** Writes `<folder>/codec/<Message>.ts` and an index of them. */
export function generateCodecs(folder: string): void {
  const out = join(folder, 'codec');
  mkdirSync(out, { recursive: true });
  const messages = Object.values(packageDefinition)
    .filter(one => 'fileDescriptorProtos' in one && 'serialize' in one)
    .map(one => messageOf(one as unknown as Described));
  for (const message of messages) writeFileSync(join(out, `${message.name}.ts`), codecOf(message));
  writeFileSync(join(out, 'index.ts'), indexOf(messages));
}

function messageOf(described: Described): Message {
  const { type } = described;
  const read = (message: object) => described.deserialize(described.serialize(message));
  const empty = read({});
  const fields = type.field.map(({ name, number, type: of, label, typeName }): Field => {
    const kind = KINDS[of];
    if (kind === undefined) throw new RangeError(`${type.name}.${name}: no codec for ${of} yet.`);
    const field = { name, number, kind, repeated: label === 'LABEL_REPEATED', message: typeName };
    if (name in empty) return { ...field, oneof: undefined };
    const alone = read({ [name]: kind === 'message' ? {} : 0 });
    const oneof = Object.entries(alone).find(([, value]) => value === name)?.[0];
    return { ...field, oneof };
  });
  return { name: type.name, fields };
}

// ---------------------------------------------------------------- a file

function codecOf(message: Message): string {
  const { name, fields } = message;
  const nested = [...new Set(fields.flatMap(one => one.message || []))].filter(it => it !== name);
  const values = (['uint', 'bytes'] as const)
    .filter(kind => fields.some(one => one.kind === kind))
    .map(kind => VALUES[kind]);
  const bytes = fields.some(({ kind, repeated }) => kind === 'bytes' && !repeated);
  return [
    '// Made by scripts/proto-codec.ts from proto/.',
    bytes
      ? "import { NO_BYTES, type Reader } from '../../codec/reader.ts';"
      : "import type { Reader } from '../../codec/reader.ts';",
    values.length > 0 ? `import { ${values.join(', ')} } from '../../codec/values.ts';` : [],
    "import type { Writer } from '../../codec/writer.ts';",
    [...nested, name].map(
      it => `import type { ${it}, ${it}__Output } from '../parley/v1/${it}.ts';`,
    ),
    nested.map(it => `import { decode${it}, encode${it}, whole${it} } from './${it}.ts';`),
    '',
    encoder(message),
    '',
    decoder(message),
    '',
    whole(message),
    '',
  ]
    .flat()
    .join('\n');
}

function indexOf(messages: readonly Message[]): string {
  return [
    '// Made by scripts/proto-codec.ts from proto/.',
    ...messages.map(
      ({ name }) => `import { decode${name}, encode${name}, whole${name} } from './${name}.ts';`,
    ),
    '',
    'export const codecs = {',
    ...messages.map(
      ({ name }) =>
        `  ${name}: { encode: encode${name}, decode: decode${name}, whole: whole${name} },`,
    ),
    '};',
    '',
  ].join('\n');
}

// ---------------------------------------------------------------- encode

function encoder({ name, fields }: Message): string {
  return [
    `export function encode${name}(it: ${name}, writer: Writer): void {`,
    // The writer goes from the end to the beginning.
    ...fields.toReversed().map(field => `  ${encodeField(field)}`),
    '}',
  ].join('\n');
}

function encodeField(field: Field): string {
  const { name, kind, repeated, message, oneof } = field;
  const value = `it.${name}`;
  if (kind === 'message') {
    const write = (one: string) =>
      `{ const end = writer.size; encode${message}(${one}, writer); writer.message(end, ${tagOf(field)}); }`;
    if (!repeated) return `if (${value}) ${write(value)}`;
    return `for (let i = (${value}?.length ?? 0) - 1; i >= 0; i--) ${write(`${value}?.[i] ?? {}`)}`;
  }
  if (repeated) return `if (${value}?.length) writer.${METHODS[kind]}s(${value}, ${tagOf(field)});`;
  const isSet = `${value} !== undefined && ${value} !== null`;
  const isTold = kind === 'bytes' ? `${value}?.length` : value;
  const condition = oneof === undefined ? isTold : isSet;
  return `if (${condition}) writer.${METHODS[kind]}(${value}, ${tagOf(field)});`;
}

const METHODS = { string: 'string', bool: 'bool', uint: 'uint', bytes: 'slice' } as const;

/** Numbers of a repeated field are packed. */
function tagOf({ number, kind, repeated }: Field): number {
  const isVarint = (kind === 'uint' || kind === 'bool') && !repeated;
  return number * 8 + (isVarint ? WIRE_VARINT : WIRE_LENGTH);
}

// ---------------------------------------------------------------- decode

function decoder({ name, fields }: Message): string {
  return [
    `export function decode${name}(reader: Reader, end: number): ${name}__Output {`,
    ...fields.map(field => `  ${declaration(name, field)}`),
    ...oneofsOf(fields).map(oneof => `  let $${oneof}: ${name}__Output['${oneof}'];`),
    '  while (reader.pos < end) {',
    '    const tag = reader.uint();',
    '    switch (tag) {',
    ...fields.flatMap(field => cases(field).map(line => `      ${line}`)),
    '      default: reader.skip(tag, end);',
    '    }',
    '  }',
    '  reader.finish(end);',
    `  return { ${members(
      fields,
      it => `$${it.name}`,
      oneof => `$${oneof}`,
    )} };`,
    '}',
  ].join('\n');
}

const EMPTY = {
  string: "''",
  bool: 'false',
  uint: '0',
  bytes: 'NO_BYTES',
  message: 'null',
} as const;

function declaration(message: string, { name, kind, repeated, oneof }: Field): string {
  const type = `${message}__Output['${name}']`;
  if (repeated) return `const $${name}: ${type} = [];`;
  return oneof === undefined ? `let $${name}: ${type} = ${EMPTY[kind]};` : `let $${name}: ${type};`;
}

function cases(field: Field): string[] {
  const { name, number, kind, repeated, message, oneof } = field;
  const tag = tagOf(field);
  const value = {
    string: 'reader.string(end)',
    bool: 'reader.bool()',
    uint: 'reader.uint()',
    bytes: 'reader.slice(end)',
    message: `decode${message}(reader, reader.end(end))`,
  }[kind];
  if (repeated && kind === 'uint') {
    return [
      `case ${tag}: reader.uints($${name}, end); break;`,
      `case ${number * 8 + WIRE_VARINT}: $${name}.push(${value}); break;`,
    ];
  }
  if (repeated) return [`case ${tag}: $${name}.push(${value}); break;`];
  const told = oneof === undefined ? '' : ` $${oneof} = '${name}';`;
  return [`case ${tag}: $${name} = ${value};${told} break;`];
}

// ---------------------------------------------------------------- whole

function whole({ name, fields }: Message): string {
  return [
    `export function whole${name}(it: ${name}): ${name}__Output {`,
    `  return { ${members(fields, wholeField, oneof => lastSet(fields, oneof))} };`,
    '}',
  ].join('\n');
}

/** What makes one form of them. */
const VALUES = { uint: 'count', bytes: 'slice' } as const;

function wholeField({ name, kind, repeated, message, oneof }: Field): string {
  const value = `it.${name}`;
  if (repeated) return `${value} ? ${value}.${copyOf(kind, message)} : []`;
  const absent = oneof === undefined ? EMPTY[kind] : 'undefined';
  switch (kind) {
    case 'string':
    case 'bool':
      return `${value} ?? ${absent}`;
    case 'uint':
    case 'bytes': {
      const read = `${VALUES[kind]}(${value})`;
      return oneof === undefined ? read : `${value} === undefined ? undefined : ${read}`;
    }
    case 'message':
      return `${value} ? whole${message}(${value}) : ${absent}`;
  }
}

function copyOf(kind: Kind, message: string): string {
  switch (kind) {
    case 'uint':
    case 'bytes':
      return `map(${VALUES[kind]})`;
    case 'message':
      return `map(whole${message})`;
    case 'string':
    case 'bool':
      return 'slice()';
  }
}

/** On the wire the last one of a oneof is the one that counts. */
function lastSet(fields: readonly Field[], oneof: string): string {
  return fields
    .filter(field => field.oneof === oneof)
    .reduce(
      (rest, { name }) => `it.${name} !== undefined && it.${name} !== null ? '${name}' : ${rest}`,
      'undefined',
    );
}

// ---------------------------------------------------------------- parts

function oneofsOf(fields: readonly Field[]): string[] {
  return [...new Set(fields.flatMap(({ oneof }) => oneof ?? []))];
}

/** Every member of an object in the same order, so that all of its kind have one shape. */
function members(
  fields: readonly Field[],
  ofField: (field: Field) => string,
  ofOneof: (oneof: string) => string,
): string {
  return [
    ...fields.map(field => `${field.name}: ${ofField(field)}`),
    ...oneofsOf(fields).map(oneof => `${oneof}: ${ofOneof(oneof)}`),
  ].join(', ');
}
