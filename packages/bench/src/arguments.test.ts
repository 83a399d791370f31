import { expect, test } from '@jest/globals';
import { parseBenchArguments } from './arguments.ts';
import { SCENARIOS } from './scenarios/index.ts';

const parse = (...argv: string[]) => parseBenchArguments(argv, '2026-01-02T03:04:05.678Z');

test('without arguments the usual figures are measured', () => {
  expect(parse()).toMatchObject({
    scenarios: ['P2', 'P5', 'P6'],
    repeat: 3,
    profile: false,
    out: 'bench-results/2026-01-02T03-04-05',
  });
});

test('values follow a space or an equals sign', () => {
  expect(
    parse('--', '--scenario', 'p5,P13', '--seconds=2', '--repeat', '5', '--profile'),
  ).toMatchObject({ scenarios: ['P5', 'P13'], seconds: 2, repeat: 5, profile: true });
  expect(parse('--all').scenarios).toHaveLength(SCENARIOS.length);
});

test.each([
  [['--scenario', 'P99'], /--scenario: expected some of .*P5.*got "P99"/],
  [['--repeat', '0'], /--repeat: expected a whole number from 1 to 100, got "0"/],
  [['--out'], /--out: expected a value, got nothing/],
  [['--out', '--all'], /--out: expected a value, got --all/],
  [['fast'], /"fast" was not expected/],
])('%j is refused', (argv, message) => {
  expect(() => parse(...argv)).toThrow(message);
});
