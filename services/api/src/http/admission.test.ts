import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Admission } from './admission.ts';

const WAIT_MS = 2_000;
let admission: Admission;
/** What became of whom, in order. */
let told: string[];

beforeEach(() => {
  jest.useFakeTimers();
  admission = new Admission(2, 3, WAIT_MS);
  told = [];
});
afterEach(() => {
  jest.useRealTimers();
});

function enter(name: string): () => void {
  return admission.enter({
    admitted: () => told.push(`${name} in`),
    refused: () => told.push(`${name} out`),
  });
}

test('so many are in at a time; the others wait and come in in their order', () => {
  const [leaveA, leaveB] = [enter('a'), enter('b')];
  const [leaveC] = [enter('c'), enter('d')];
  expect(told).toEqual(['a in', 'b in']);
  leaveB();
  leaveB();
  expect(told.slice(2)).toEqual(['c in']);
  leaveA();
  expect(told.slice(3)).toEqual(['d in']);
  leaveC();
  expect([admission.inHand, admission.waiting]).toEqual([1, 0]);
  enter('e');
  expect(told.slice(4)).toEqual(['e in']);
});

test('who has waited for too long is refused, and takes no place', () => {
  const leaveA = enter('a');
  enter('b');
  const leaveC = enter('c');
  jest.advanceTimersByTime(WAIT_MS / 2);
  enter('d');
  jest.advanceTimersByTime(WAIT_MS / 2);
  expect(told.slice(2)).toEqual(['c out']);
  leaveC();
  leaveA();
  expect(told.slice(3)).toEqual(['d in']);
  jest.advanceTimersByTime(WAIT_MS);
  expect(told).toHaveLength(4);
  expect(jest.getTimerCount()).toBe(0);
});

test('of those that come when too many wait none waits', () => {
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) enter(name);
  expect(told).toEqual(['a in', 'b in', 'f out']);
  jest.advanceTimersByTime(WAIT_MS);
  expect(told.slice(3)).toEqual(['c out', 'd out', 'e out']);
});

test('who leaves while waiting is told nothing', () => {
  const leaveA = enter('a');
  enter('b');
  const leaveC = enter('c');
  enter('d');
  leaveC();
  leaveA();
  expect(told.slice(2)).toEqual(['d in']);
  expect([admission.inHand, admission.waiting]).toEqual([2, 0]);
});
