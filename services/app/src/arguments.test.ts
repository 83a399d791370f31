import { expect, test } from '@jest/globals';
import { parseArguments } from './arguments.ts';

test('without arguments, everything is started', () => {
  expect(parseArguments([])).toEqual({
    do: 'start',
    module: 'all',
    configFile: undefined,
    flags: [],
  });
});

test('values follow a space or an equals sign, switches stand alone', () => {
  const argv = ['-m', 'connect', '--demo', '--connect.port=7001', '--', '--log.level', 'warn'];
  expect(parseArguments([...argv, '--config', 'a=b.yaml'])).toEqual({
    do: 'start',
    module: 'connect',
    configFile: 'a=b.yaml',
    flags: [
      ['demo', true],
      ['connect.port', '7001'],
      ['log.level', 'warn'],
    ],
  });
});

test.each(['--help', '-h', '--version', '--print-config'])('%s starts nothing', argument => {
  expect(parseArguments(['--module', 'api', argument]).do).not.toBe('start');
});

test.each([
  [['--module', 'conect'], /--module: expected one of all, api, connect.*got "conect"/],
  [['--module'], /--module: expected one of/],
  [['--config'], /--config: expected a file/],
  [['connect'], /"connect" was not expected here/],
  [['-x'], /"-x" was not expected here/],
])('%j is refused', (argv, message) => {
  expect(() => parseArguments(argv)).toThrow(message);
});
