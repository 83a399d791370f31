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

test('another server is compared with, in its own protocol', () => {
  expect(parse('--against', 'socket.io').scenarios).toEqual(['P3']);
  const words = ['--against', 'ws://127.0.0.1:7000', '--driver=gochat', '--api', 'http://a:7070'];
  expect(parse(...words)).toMatchObject({
    scenarios: [],
    against: { url: 'ws://127.0.0.1:7000', driver: 'gochat', apiUrl: 'http://a:7070' },
  });
});

test.each([
  [['--against', 'ws://a:1'], /--driver: expected gochat, centrifugo or a file, got nothing/],
  [['--against', 'wss://a:1', '--driver', 'x'], /--against: expected ws:\/\/host:port, got "wss/],
  [['--scenario', 'P99'], /--scenario: expected some of .*P5.*got "P99"/],
  [['--database', 'oracle'], /--database: expected sqlite or postgres, got "oracle"/],
  [['--repeat', '0'], /--repeat: expected a whole number from 1 to 100, got "0"/],
  [['--out'], /--out: expected a value, got nothing/],
  [['--out', '--all'], /--out: expected a value, got --all/],
  [['fast'], /"fast" was not expected/],
])('%j is refused', (argv, message) => {
  expect(() => parse(...argv)).toThrow(message);
});
