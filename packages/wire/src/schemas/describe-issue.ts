import type { z } from 'zod';

export type Issue = z.core.$ZodIssue;

const TYPES: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'an integer',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  undefined: 'nothing',
};

/** What a field should have held, as the end of "expected …". */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected;
    case 'too_small':
      return bound(
        issue.inclusive === false ? 'more than' : 'at least',
        issue.minimum,
        issue.origin,
      );
    case 'too_big':
      return bound(
        issue.inclusive === false ? 'less than' : 'at most',
        issue.maximum,
        issue.origin,
      );
    case 'invalid_value':
      return oneOf(issue.values);
    case 'invalid_union':
      return describeUnion(issue);
    case 'not_multiple_of':
      return `a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'no such field';
    case 'invalid_format':
    case 'custom':
      return ownMessage(issue);
    case 'invalid_key':
    case 'invalid_element':
      return 'valid keys and entries';
    default:
      return issue satisfies never;
  }
}

const UNITS: Record<string, string> = {
  string: ' characters',
  array: ' entries',
  set: ' entries',
  file: ' bytes',
};

function bound(relation: string, limit: number | bigint, origin: string): string {
  const unit = UNITS[origin] ?? '';
  return `${relation} ${limit}${limit === 1 ? unit.replace(/ies$/, 'y').replace(/s$/, '') : unit}`;
}

function oneOf(values: readonly unknown[]): string {
  const shown = values.map(value => (typeof value === 'string' ? `"${value}"` : String(value)));
  return shown.length === 1 ? (shown[0] ?? '') : `one of ${shown.join(', ')}`;
}

/** The alternatives of a union in one phrase: what its tag may be, or what each wanted first. */
function describeUnion(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const options = 'options' in issue ? (issue.options ?? []) : [];
  if (options.length > 0) return oneOf(options);
  const wanted = new Set<string>();
  for (const [first] of issue.errors) if (first !== undefined) wanted.add(describeIssue(first));
  return [...wanted].join(' or ') || 'another shape';
}

/** A pattern or refinement states what it expects as its message (see parts.ts). */
function ownMessage(issue: Extract<Issue, { code: 'invalid_format' | 'custom' }>): string {
  if (!issue.message.startsWith('Invalid')) return issue.message;
  return issue.code === 'invalid_format' ? `a valid ${issue.format}` : 'another value';
}
