import { invalid, type ParleyError } from '@parley/core';
import type { z } from 'zod';
import { describeIssue, type Issue } from './describe-issue.ts';

/** Never repeated to anybody: an error is shown, logged and sent. */
const SECRET = /password|token|secret/i;

/**
 * `value` as the schema describes it (unknown fields left out, text trimmed where the schema says so).
 *
 * @param name what the whole is called when it is wrong as a whole: `request`, `frame`
 * @throws ParleyError `invalid_request` for the first thing that is wrong: the field's path
 *   (`memberIds[2]`), what it held (shortened; secrets are not shown) and what was expected.
 */
export function check<T>(schema: z.ZodType<T>, value: unknown, name = 'request'): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw issue === undefined ? invalid(name, value, 'another value') : toError(issue, value, name);
}

function toError(issue: Issue, value: unknown, name: string): ParleyError {
  const path = [...issue.path];
  // zod names the parent of a field that should not be there.
  if (issue.code === 'unrecognized_keys' && issue.keys[0] !== undefined) path.push(issue.keys[0]);
  const field = path.length === 0 ? name : writePath(path);
  const held = SECRET.test(field) ? '(not shown)' : valueAt(value, path);
  return invalid(field, held, describeIssue(issue));
}

/** `['members', 2, 'name']` as `members[2].name`. */
function writePath(path: readonly PropertyKey[]): string {
  let written = '';
  for (const key of path) {
    if (typeof key === 'number') written += `[${key}]`;
    else written += written === '' ? String(key) : `.${String(key)}`;
  }
  return written;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}
