import { invalid } from '@parley/core';
import type { Page } from '../conversations.ts';
import { isId } from './ids.ts';

/** The last row of a page: rows are ordered by a time, then by an id. */
export interface Position {
  timeMs: number;
  id: string;
}

/** Before all rows. */
const START: Position = { timeMs: -1, id: '0' };

/** @throws ParleyError `invalid_request` for what `toCursor` did not make. */
export function fromCursor(cursor: string | undefined): Position {
  if (cursor === undefined) return START;
  const [time = '', id = '', ...rest] = cursor.split('.');
  if (!isId(time) || !isId(id) || rest.length > 0) {
    throw invalid('cursor', cursor, 'the nextCursor of the page before');
  }
  return { timeMs: Number(time), id };
}

/** A page out of `limit + 1` rows: the one too many says that there is more. */
export function toPage<T>(
  rows: readonly T[],
  limit: number,
  positionOf: (row: T) => Position,
): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  if (rows.length <= limit || last === undefined) return { items };
  const { timeMs, id } = positionOf(last);
  return { items, nextCursor: `${timeMs}.${id}` };
}
