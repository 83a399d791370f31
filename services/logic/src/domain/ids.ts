import { invalid } from '@parley/core';

const ID = /^[1-9][0-9]{0,15}$/;

/** An id from outside. @throws ParleyError `invalid_request` naming the field. */
export function checkId(field: string, id: string): string {
  if (!ID.test(id)) throw invalid(field, id, 'an id: 1 to 16 decimal digits');
  return id;
}

/** Ids from outside without repeats. @throws ParleyError `invalid_request` naming the field. */
export function checkIds(field: string, ids: readonly string[], max: number): string[] {
  if (ids.length > max) throw invalid(field, `${ids.length} ids`, `at most ${max} ids`);
  for (const [index, id] of ids.entries()) checkId(`${field}[${index}]`, id);
  return [...new Set(ids)];
}
