import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import fc from 'fast-check';
import { decodeHistory, encodeHistory } from './json-lines.ts';
import { actions, correctFacts, historyOf } from './test/histories.ts';

test('a history comes back from its lines as it was', () => {
  fc.assert(
    fc.property(actions, happening => {
      const history = [...historyOf(correctFacts(happening, true))];
      expect([...decodeHistory(encodeHistory(history))]).toEqual(history);
    }),
    { numRuns: 30 },
  );
});

describe('a line that is no entry is refused with its number', () => {
  const at = { order: 1, atMs: 1, conversationId: '1', deviceId: 'd', userId: '7' };
  const event = { seq: 1, messageId: 'm', senderId: '7', clientId: null, content: '' };

  test.each<[string, unknown, string, string]>([
    ['no object', [1], 'line 2', 'a JSON object'],
    ['no order', { ...at, order: undefined }, 'line 2, order', 'a whole number from 1 on'],
    ['unknown', { ...at, kind: 'heard' }, 'line 2, kind', 'a kind of entry'],
    ['no device', { ...at, kind: 'read', deviceId: 7 }, 'line 2, deviceId', 'a string'],
    ['a fraction', { ...at, kind: 'read', seq: 1.5 }, 'line 2, seq', 'a whole number from 0 on'],
    ['no event', { ...at, kind: 'seen' }, 'line 2, event', 'a JSON object'],
    [
      'a bad event',
      { ...at, kind: 'final', events: [event, { ...event, seq: 0 }] },
      'line 2, events[1], seq',
      'a whole number from 1 on',
    ],
    ['no list', { ...at, kind: 'stored', events: {} }, 'line 2, events', 'a list'],
  ])('%s', (_case, value, field, expected) => {
    expect(refusal(['', JSON.stringify(value)])).toMatchObject({
      code: 'invalid_request',
      field,
      expected: expect.stringContaining(expected),
    });
  });

  test('what is no JSON, and what goes back', () => {
    const line = JSON.stringify({ ...at, kind: 'read', seq: 1 });
    expect(refusal([line, '{"order":'])).toMatchObject({ field: 'line 2', expected: 'JSON' });
    expect(refusal([line, line])).toMatchObject({ field: 'line 2, order', value: '1' });
  });
});

function refusal(lines: string[]) {
  try {
    return [...decodeHistory(lines)];
  } catch (error) {
    if (error instanceof ParleyError) return error.toBody();
    throw error;
  }
}
