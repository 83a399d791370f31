import { ParleyError } from '@parley/core';

/** JSON, unless it says that it is in another charset than UTF-8. */
export const JSON_IN_UTF8 = /^application\/json *(?:$|;(?!.*charset=(?!"?utf-?8)))/i;

/**
 * No body is an empty object: the schema says what is missing.
 * @throws ParleyError `invalid_request` for what is no JSON object or array.
 */
export function parseJson(text: string): object {
  if (text === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message repeats what was sent, which may be a password.
  }
  if (typeof value === 'object' && value !== null) return value;
  throw new ParleyError('invalid_request', 'The body is not valid JSON.', {
    field: 'body',
    expected: 'a JSON object',
  });
}
