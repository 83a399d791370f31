import { invalid } from '@parley/core';
import { check, clientIdSchema } from '@parley/wire/schemas';

const ID = /^[1-9][0-9]{0,15}$/;
/** What `clientIdSchema` takes; the schema says what is wrong with anything else. */
const CLIENT_ID = /^[!-~]{1,64}$/;

/** Whether a text is an id: 1 to 16 decimal digits. */
export function isId(text: string): boolean {
  return ID.test(text);
}

/** An id from outside. @throws ParleyError `invalid_request` naming the field. */
export function checkId(field: string, id: string): string {
  if (!isId(id)) throw invalid(field, id, 'an id: 1 to 16 decimal digits');
  return id;
}

/** The sender's own id of a message. @throws ParleyError `invalid_request`. */
export function checkClientId(clientId: string): string {
  return CLIENT_ID.test(clientId) ? clientId : check(clientIdSchema, clientId, 'clientId');
}

/** Ids from outside without repeats. @throws ParleyError `invalid_request` naming the field. */
export function checkIds(field: string, ids: readonly string[], max: number): string[] {
  if (ids.length > max) throw invalid(field, `${ids.length} ids`, `at most ${max} ids`);
  for (const [index, id] of ids.entries()) checkId(`${field}[${index}]`, id);
  return [...new Set(ids)];
}
