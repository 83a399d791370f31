import { expect, test } from '@jest/globals';
import { Phases } from './phases.ts';

test('what touches a fault counts as during it', () => {
  const phases = new Phases();
  expect(phases.of(0)).toBe('before');
  phases.begin(1, 100);
  expect(phases.of(50)).toBe('during');
  phases.begin(2, 120);
  phases.end(1, 150);
  expect(phases.of(160)).toBe('during');
  phases.end(2, 200);
  expect(phases.of(199)).toBe('during');
  expect(phases.of(201)).toBe('after');
  expect(phases.of(99)).toBe('during');
});

test('the end of a fault that never began is none', () => {
  const phases = new Phases();
  phases.end(1, 100);
  expect(phases.of(50)).toBe('before');
});
