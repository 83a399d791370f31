import { expect, test } from '@jest/globals';
import { OrderCheck } from './order-check.ts';

const clean = { repeats: 0, late: 0, contradictions: 0, holes: 0 };

test('streams that rise by one are fine, wherever they begin', () => {
  const check = new OrderCheck(1);
  const receiver = check.receiver();
  for (const [stream, seq] of [
    [1, 5],
    [2, 1],
    [1, 6],
    [2, 2],
    [1, 7],
  ] as const) {
    expect(receiver.see(stream, seq)).toBe(true);
  }
  expect(check.faults).toEqual(clean);
});

test('a hole is one until it is filled, and then came late', () => {
  const check = new OrderCheck(1);
  const receiver = check.receiver();
  for (const seq of [1, 2, 5]) receiver.see(1, seq);
  expect(check.faults).toEqual({ ...clean, holes: 2 });
  expect(receiver.see(1, 4)).toBe(true);
  expect(check.faults).toEqual({ ...clean, holes: 1, late: 1 });
  expect(receiver.see(1, 4)).toBe(false);
  expect(receiver.see(1, 5)).toBe(false);
  expect(check.faults).toEqual({ ...clean, holes: 1, late: 1, repeats: 2 });
});

test('each receiver has an order of its own', () => {
  const check = new OrderCheck(1);
  const [a, b] = [check.receiver(), check.receiver()];
  for (const seq of [1, 2, 3]) a.see(1, seq);
  expect(b.see(1, 3)).toBe(true);
  expect(b.see(1, 5)).toBe(true);
  expect(check.faults).toEqual({ ...clean, holes: 1 });
});

test('streams may rise by more: every sender its own numbers', () => {
  const check = new OrderCheck(20);
  const receiver = check.receiver();
  for (const seq of [3, 23, 43, 83]) receiver.see(3, seq);
  expect(check.faults).toEqual({ ...clean, holes: 1 });
});

test('two events at one place contradict each other, as long as the place is remembered', () => {
  const check = new OrderCheck(1, 4);
  check.agree(1, 1, 100);
  check.agree(1, 1, 100);
  check.agree(2, 1, 200);
  expect(check.faults.contradictions).toBe(0);
  check.agree(1, 1, 101);
  expect(check.faults.contradictions).toBe(1);
  check.agree(1, 5, 500);
  check.agree(1, 1, 999);
  expect(check.faults.contradictions).toBe(1);
});
