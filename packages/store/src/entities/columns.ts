import type { EntitySchemaColumnOptions, ValueTransformer } from 'typeorm';

/** What differs between the databases in the description of the tables. */
export interface ColumnTypes {
  /** The 8-byte integer. */
  int64: 'integer' | 'bigint';
  /** The collation that compares texts as bytes; unset where that is the default. */
  bytewise?: string;
  /** Whether a text must say how long it can be: in an index, and beyond 64 KiB. */
  sized?: boolean;
  /**
   * What holds the logs that have something to hand over, so that finding them costs the same whatever
   * the number of logs: an index over some of the rows only, a column to index, or a table of its own.
   */
  outbox: 'index' | 'column' | 'table';
}

/** Characters of a text in an index: InnoDB's 3,072 bytes, of which a character takes four. */
const KEY_CHARS = 768;

/** better-sqlite3 reads an 8-byte integer as a number, pg and mysql2 as a string; all take either. */
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

/** A `count` that rows have from the database unless they are given one. */
export function countFromZero(name: string, types: ColumnTypes): EntitySchemaColumnOptions {
  return { ...count(name, types), default: 0 };
}

export function text(name: string): EntitySchemaColumnOptions {
  return { name, type: 'text' };
}

/** A text of any length. */
export function longText(name: string, { sized }: ColumnTypes): EntitySchemaColumnOptions {
  return { name, type: sized ? 'mediumtext' : 'text' };
}

/** One of our own words, which an index can hold. */
export function word(name: string, { sized }: ColumnTypes): EntitySchemaColumnOptions {
  return sized ? { name, type: 'varchar', length: 32 } : text(name);
}

/** A text that is looked up: compared as bytes. */
export function key(
  name: string,
  { bytewise, sized }: ColumnTypes,
  chars = KEY_CHARS,
): EntitySchemaColumnOptions {
  if (sized) return { name, type: 'varchar', length: chars };
  return bytewise === undefined ? text(name) : { ...text(name), collation: bytewise };
}
