import { expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { FAULT_KINDS } from './faults/index.ts';
import { parseChaosOptions } from './options.ts';

test('without options: a minute of everything, from a seed that is told', () => {
  const options = parseChaosOptions([]);
  expect(options).toMatchObject({ seconds: 60, clients: 200, faults: null, database: 'postgres' });
  expect(options.out).toContain(String(options.seed));
});

test('the beginning of a name means all faults that begin so', () => {
  const { faults } = parseChaosOptions(['--faults', 'kill,restart-redis']);
  const kills = FAULT_KINDS.map(kind => kind.name).filter(name => name.startsWith('kill-'));
  expect(faults).toEqual([...kills, 'restart-redis']);
});

test.each([
  [['--faults', 'kill-nobody'], '--faults'],
  [['--clients', 'many'], '--clients'],
  [['--seed', '-1'], '--seed'],
  [['--seconds', ''], '--seconds'],
  [['--database', 'oracle'], '--database'],
])('%p is refused with the name of the option', (args, field) => {
  const parse = () => parseChaosOptions([args.join('=')]);
  expect(parse).toThrow(ParleyError);
  expect(parse).toThrow(expect.objectContaining({ details: expect.objectContaining({ field }) }));
});
