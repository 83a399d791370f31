import { describe, expect, jest, test } from '@jest/globals';
import { DEFAULT_LIMITS } from '@parley/wire';
import fc from 'fast-check';
import { createFrameReader } from './read-frame.ts';

const reader = createFrameReader(DEFAULT_LIMITS);

describe('a frame reader', () => {
  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), text => {
        const reading = reader.read(text);
        if (reading.ok) return;
        expect(['bad_frame', 'unknown_op', 'invalid_request']).toContain(reading.error.code);
        expect(reading.id).toBe(reader.idOf(text));
      }),
    );
  });

  test('a random object with a known op is a frame or names its field', () => {
    const op = fc.constantFrom('hello', 'send', 'ack', 'read', 'history', 'ping');
    fc.assert(
      fc.property(op, fc.object(), (known, fields) => {
        const reading = reader.read(JSON.stringify({ ...fields, op: known }));
        if (!reading.ok) expect(reading.error.details.field).toBeTruthy();
      }),
    );
  });

  test.each<[string, number | null]>([
    ['{"op":"dance","id":7}', 7],
    ['{"op":"dance","id":-7}', null],
    ['{"op":"dance","id":1.5}', null],
    ['{"op":"dance","id":"7"}', null],
    ['{"op":"dance"}', null],
    ['{"op"', null],
  ])('%s is answered under %s', (text, id) => {
    expect(reader.read(text)).toMatchObject({ ok: false, id });
  });

  test('an unreadable frame is shown shortened', () => {
    const reading = reader.read('x'.repeat(10_000));
    expect(!reading.ok && reading.error.details.value?.length).toBe(80);
  });
});

test('the same content is the same text, however the client wrote it', () => {
  const head = '"op":"send","id":1,"conversationId":"1","clientId":"c"';
  const bodies = [
    `{${head},"body":{"kind":"text","text":"a\\nb/"}}`,
    `{ ${head}, "body":{"text":"a\\u000ab\\/","kind":"text","colour":"red"}}`,
  ].map(text => {
    const reading = reader.read(text);
    return reading.ok && reading.frame.op === 'send' && reading.frame.body;
  });
  expect(bodies).toEqual(Array(2).fill('{"kind":"text","text":"a\\nb/"}'));
});

test('a send as JSON.stringify writes it is neither parsed nor written again', () => {
  const body = { kind: 'text', text: 'Good morning' };
  const frame = { op: 'send', id: 1, conversationId: '1', clientId: 'c', body };
  const text = JSON.stringify(frame);
  const spies = [jest.spyOn(JSON, 'parse'), jest.spyOn(JSON, 'stringify')];
  const reading = reader.read(text);
  const calls = spies.map(spy => spy.mock.calls.length);
  for (const spy of spies) spy.mockRestore();
  expect(calls).toEqual([0, 0]);
  expect(reading).toEqual({ ok: true, frame: { ...frame, body: JSON.stringify(body) } });
});
