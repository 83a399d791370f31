import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { startProcess } from '@parley/testing';

const MAIN = join(import.meta.dirname, 'main.ts');

/** The command itself, on another process: what it prints, and how it ends. */
async function chaos(...args: readonly string[]) {
  const running = await startProcess({
    command: process.execPath,
    args: ['--conditions=@parley/source', MAIN, ...args],
  });
  const { code } = await running.exited;
  return { code, output: running.output() };
}

test.each([
  [['--faults', 'kill-nobody'], '--faults'],
  [['--clients', 'many'], '--clients'],
  [['--database', 'oracle'], '--database'],
])('%p is refused with the name of the option', async (args, name) => {
  const { code, output } = await chaos(...args);
  expect([code, output]).toEqual([2, expect.stringContaining(name)]);
});
