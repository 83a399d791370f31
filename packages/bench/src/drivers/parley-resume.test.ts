import { expect, test } from '@jest/globals';
import { parleyResume } from './parley-resume.ts';

const person = { token: 't', deviceId: 'd', userId: '1', subscribeTo: [] };
const welcome = (lastSeq: number) =>
  JSON.stringify({ op: 'welcome', id: 1, heads: [{ conversationId: '9', lastSeq }] });
const page = (...seqs: number[]) =>
  JSON.stringify({ op: 'page', id: 2, conversationId: '9', events: seqs.map(seq => ({ seq })) });
const headsOf = ([hello = '']: string[]) => (JSON.parse(hello) as { heads: unknown }).heads;

test('who comes back says what it has, and is ready when it has the rest', () => {
  const driver = parleyResume();
  expect(headsOf(driver.opening(person))).toEqual([]);
  expect(driver.greet(welcome(4), person)).toEqual({ say: [], ready: true });

  expect(headsOf(driver.opening(person))).toEqual([{ conversationId: '9', seq: 4 }]);
  const behind = driver.greet(welcome(7), person);
  expect(behind.ready).toBe(false);
  expect(behind.say.map(text => JSON.parse(text) as unknown)).toMatchObject([
    { op: 'history', conversationId: '9', afterSeq: 4 },
  ]);
  expect(driver.greet('{"op":"events","events":[]}', person).ready).toBe(false);
  const more = driver.greet(page(5, 6), person);
  expect(more).toEqual({ ready: false, say: [expect.stringContaining('"afterSeq":6')] });
  expect(driver.greet(page(7), person)).toEqual({ say: [], ready: true });
  expect(headsOf(driver.opening(person))).toEqual([{ conversationId: '9', seq: 7 }]);
});

test('a page with a hole, or without what was promised, is an error', () => {
  const driver = parleyResume();
  driver.greet(welcome(4), person);
  driver.greet(welcome(7), person);
  expect(() => driver.greet(page(5, 7), person)).toThrow('a page skips from 5 to 7');
  expect(() => driver.greet(page(), person)).toThrow('an empty page after 4');
});
