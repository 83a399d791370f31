import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { z } from 'zod';
import { check } from './check.ts';
import { labelSchema, messageBodySchema, userIdSchema, userNameSchema } from './parts.ts';

function failure(schema: z.ZodType, value: unknown, name?: string) {
  try {
    check(schema, value, name);
  } catch (error) {
    if (error instanceof ParleyError) return error.toBody();
    throw error;
  }
  throw new Error('expected the value to be refused');
}

describe('check', () => {
  test('returns the value, trimmed and without unknown fields', () => {
    const schema = z.object({ title: labelSchema() });
    expect(check(schema, { title: '  Tea ', color: 'red' })).toEqual({ title: 'Tea' });
  });

  test('names path, value and expectation in one sentence', () => {
    const schema = z.object({ memberIds: z.array(userIdSchema).max(2) });
    expect(failure(schema, { memberIds: ['7', 'seven'] })).toEqual({
      code: 'invalid_request',
      retryable: false,
      message: 'memberIds[1]: expected an id: 1 to 16 decimal digits.',
      field: 'memberIds[1]',
      value: 'seven',
      expected: 'an id: 1 to 16 decimal digits',
    });
  });

  test.each<[string, z.ZodType, unknown, string, string, string]>([
    ['missing', z.object({ name: z.string() }), {}, 'name', 'undefined', 'a string'],
    ['wrong type', z.object({ ids: z.array(z.string()) }), { ids: 3 }, 'ids', '3', 'a list'],
    ['not an object', z.object({}), 'text', 'frame', 'text', 'an object'],
    ['fraction', z.object({ n: z.int() }), { n: 1.5 }, 'n', '1.5', 'an integer'],
    [
      'too long',
      z.object({ n: z.string().max(3) }),
      { n: 'four' },
      'n',
      'four',
      'at most 3 characters',
    ],
    ['empty', z.object({ n: z.string().min(1) }), { n: '' }, 'n', '', 'at least 1 character'],
    ['too many', z.array(z.int()).max(1), [1, 2], 'frame', '[1,2]', 'at most 1 entry'],
    ['too small', z.object({ n: z.int().min(1) }), { n: 0 }, 'n', '0', 'at least 1'],
    ['literal', z.object({ k: z.literal('text') }), { k: 'x' }, 'k', 'x', '"text"'],
    ['enum', z.object({ k: z.enum(['a', 'b']) }), { k: 'x' }, 'k', 'x', 'one of "a", "b"'],
    ['strict', z.strictObject({ a: z.int() }), { a: 1, b: 2 }, 'b', '2', 'no such field'],
    [
      'union',
      z.object({ v: z.union([z.string(), z.int()]) }),
      { v: true },
      'v',
      'true',
      'a string or a number',
    ],
    [
      'tag',
      z.discriminatedUnion('k', [z.object({ k: z.literal('a') }), z.object({ k: z.literal('b') })]),
      { k: 'c' },
      'k',
      'c',
      'one of "a", "b"',
    ],
    ['format', z.object({ u: z.url() }), { u: 'x' }, 'u', 'x', 'a valid url'],
    ['multiple', z.object({ n: z.number().multipleOf(5) }), { n: 7 }, 'n', '7', 'a multiple of 5'],
  ])('%s', (_case, schema, value, field, shown, expected) => {
    expect(failure(schema, value, 'frame')).toMatchObject({ field, value: shown, expected });
  });

  test('a long value is shortened and a secret is never repeated', () => {
    const text = z.object({ name: z.string().max(5), password: z.string().min(8) });
    const long = failure(text, { name: 'x'.repeat(500), password: 'long enough' });
    expect(long.value?.length).toBe(80);
    const secret = failure(text, { name: 'ada', password: 'hunter2' });
    expect(secret).toMatchObject({ field: 'password', value: '(not shown)' });
  });
});

describe('parts', () => {
  test.each(['ada', 'Zoë.b-2', '李雷', '9lives'])('%s is a user name', name => {
    expect(check(userNameSchema(), name)).toBe(name);
  });

  test.each(['', '.ada', 'a b', 'a\u0000', 'x'.repeat(65)])('%j is no user name', name => {
    expect(failure(userNameSchema(), name).code).toBe('invalid_request');
  });

  test.each(['', '   ', 'two\nlines', '\ud800'])('%j is no label', label => {
    expect(failure(labelSchema(), label).code).toBe('invalid_request');
  });

  test('a text is 1 … textChars characters that can be stored', () => {
    const schema = messageBodySchema({ textChars: 4 });
    expect(check(schema, { kind: 'text', text: '🙂🙂🙂🙂' })).toEqual({
      kind: 'text',
      text: '🙂🙂🙂🙂',
    });
    expect(failure(schema, { kind: 'text', text: '🙂🙂🙂🙂.' }).expected).toBe(
      'at most 4 characters',
    );
    for (const text of ['\ud83d', 'a\u0000b']) {
      expect(failure(schema, { kind: 'text', text }).expected).toMatch('well-formed Unicode');
    }
  });
});
