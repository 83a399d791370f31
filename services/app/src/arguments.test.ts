import { describe, expect, test } from '@jest/globals';
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

describe('dead-letters', () => {
  test('an action, its own flags and settings', () => {
    const argv = ['dead-letters', 'replay', '--id', 'a', '--id=b', '--json', '--redis.url', 'r'];
    expect(parseArguments([...argv, '-c', 'p.yaml'])).toEqual({
      do: 'dead-letters',
      deadLetters: { action: 'replay', ids: ['a', 'b'], limit: undefined, json: true },
      configFile: 'p.yaml',
      flags: [['redis.url', 'r']],
    });
    expect(parseArguments(['--', 'dead-letters', 'purge', '--all', '--limit', '5'])).toMatchObject({
      deadLetters: { action: 'purge', ids: [], limit: 5, json: false },
    });
  });

  test.each([
    [[], /expected list, replay, purge, got nothing/],
    [['--json'], /expected list, replay, purge, got nothing/],
    [['delete'], /expected list, replay, purge, got "delete"/],
    [['purge'], /expected either --id X .* or --all/],
    [['replay', '--all', '--id', 'a'], /expected either --id X .* or --all/],
    [['list', '--id', 'a'], /expected no --id/],
    [['replay', '--id'], /--id: expected an id/],
    [['list', 'all'], /"all" was not expected here/],
    [['list', '--limit', '0'], /--limit: expected a whole number, 1 or more, got "0"/],
    [['purge', '--all', 'yes'], /--all: expected no value, got "yes"/],
  ])('%j is refused', (argv, message) => {
    expect(() => parseArguments(['dead-letters', ...argv])).toThrow(message);
  });
});

describe('admins', () => {
  test.each([
    [['list'], { action: 'list' }],
    [['add', 'ada'], { action: 'add', name: 'ada' }],
    [['remove', 'ada'], { action: 'remove', name: 'ada' }],
  ])('%j, then settings', (words, admins) => {
    const argv = ['admins', ...words, '--store.kind', 'postgres', '-c', 'p.yaml'];
    expect(parseArguments(argv)).toEqual({
      do: 'admins',
      admins,
      configFile: 'p.yaml',
      flags: [['store.kind', 'postgres']],
    });
  });

  test.each([
    [[], /admins: expected add NAME, remove NAME or list, got nothing/],
    [['--store.kind', 'mysql'], /expected add NAME, remove NAME or list, got nothing/],
    [['delete', 'ada'], /expected add NAME, remove NAME or list, got "delete"/],
    [['add'], /admins add: expected one name, got nothing/],
    [['remove', 'ada', 'bob'], /admins remove: expected one name, got ada bob/],
    [['list', 'ada'], /admins list: expected nothing more, got "ada"/],
  ])('%j is refused', (words, message) => {
    expect(() => parseArguments(['admins', ...words])).toThrow(message);
  });
});

describe('epochs', () => {
  test('raise, for which conversations, and settings', () => {
    const argv = [
      'epochs',
      'raise',
      '--conversation',
      '7',
      '--conversation=8',
      '--store.kind',
      'x',
    ];
    expect(parseArguments([...argv, '-c', 'p.yaml'])).toEqual({
      do: 'epochs',
      epochs: { conversationIds: ['7', '8'] },
      configFile: 'p.yaml',
      flags: [['store.kind', 'x']],
    });
    expect(parseArguments(['epochs', 'raise', '--all'])).toMatchObject({
      epochs: { conversationIds: 'all' },
    });
  });

  test.each([
    [[], /expected raise, got nothing/],
    [['--all'], /expected raise, got nothing/],
    [['raise'], /expected either --conversation ID .* or --all/],
    [['raise', '--all', '--conversation', '7'], /expected either --conversation ID .* or --all/],
    [['raise', '--all=yes'], /--all: expected no value, got "yes"/],
    [['raise', '--conversation'], /--conversation: expected an id, got nothing/],
    [['raise', '--conversation', 'lobby'], /--conversation: expected an id, got "lobby"/],
  ])('%j is refused', (argv, message) => {
    expect(() => parseArguments(['epochs', ...argv])).toThrow(message);
  });
});
