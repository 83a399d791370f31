import { ParleyError } from '@parley/core';

/** What a request says, whether in its query, a form or JSON: by names in lower case. */
export type Fields = ReadonlyMap<string, unknown>;

/**
 * The fields of a request; those of the body go first. A body that begins like JSON is read as that, whatever it says
 * that it is (curl says of everything that it is a form). Names count without regard to case, and unknown ones are
 * ignored, as in Go.
 * @throws ParleyError `invalid_request` without what was sent.
 */
export function readFields(url: string, body: string): Fields {
  const query = url.split('?', 2)[1] ?? '';
  const fields = new Map(lowerCased(new URLSearchParams(query)));
  const text = body.trim();
  if (text === '') return fields;
  const given = text.startsWith('{') ? readJson(text) : new URLSearchParams(text);
  for (const [name, value] of lowerCased(given)) fields.set(name, value);
  return fields;
}

/** A text; empty if it is not given. */
export function textOf(fields: Fields, name: string): string {
  const value = fields.get(name) ?? '';
  if (typeof value !== 'string') throw wrong(name, 'a string');
  return value;
}

/** A whole number as JSON or as digits; 0 if it is not given. Beyond 2^53 it is near what was meant. */
export function integerOf(fields: Fields, name: string): number {
  const value = fields.get(name) ?? 0;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'string' && /^-?\d{0,19}$/.test(value)) return Number(value);
  throw wrong(name, 'an integer');
}

/** What Go takes for true and false; false if it is not given. */
export function flagOf(fields: Fields, name: string): boolean {
  const value = fields.get(name) ?? false;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(1|t|true)$/i.test(value)) return true;
  if (typeof value === 'string' && /^(0|f|false|)$/i.test(value)) return false;
  throw wrong(name, 'true or false');
}

function lowerCased(given: Iterable<[string, unknown]>): [string, unknown][] {
  return [...given].map(([name, value]) => [name.toLowerCase(), value]);
}

function readJson(text: string): [string, unknown][] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message repeats what was sent.
  }
  if (typeof value === 'object' && value !== null) return Object.entries(value);
  throw new ParleyError('invalid_request', 'it is not valid JSON');
}

function wrong(name: string, expected: string): ParleyError {
  return new ParleyError('invalid_request', `${name}: expected ${expected}`);
}
