import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';

/** What differs between the databases in the description of the tables. */
export interface ColumnTypes {
  /** The 8-byte integer. */
  int64: 'integer' | 'bigint';
  /** The collation that compares texts as bytes; unset where that is the default. */
  bytewise?: string;
}

/** better-sqlite3 reads an 8-byte integer as a number, pg as a string; both take either. */
const asString: ValueTransformer = { to: value => value, from: String };
const asNumber: ValueTransformer = { to: value => value, from: Number };

/** An id: a decimal string here, an 8-byte integer there. */
export function id(name: string, types: ColumnTypes): EntitySchemaColumnOptions {
  return { name, type: types.int64, transformer: asString };
}

/** A whole number below 2^53: a position, a count, a time in milliseconds. */
export function count(name: string, types: ColumnTypes): EntitySchemaColumnOptions {
  return { name, type: types.int64, transformer: asNumber };
}

export function text(name: string): EntitySchemaColumnOptions {
  return { name, type: 'text' };
}

/** A text that is looked up: compared as bytes. */
export function key(name: string, { bytewise }: ColumnTypes): EntitySchemaColumnOptions {
  return bytewise === undefined ? text(name) : { ...text(name), collation: bytewise };
}
