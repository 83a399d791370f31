import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { startProcess } from '@parley/testing';

const { href } = pathToFileURL(join(import.meta.dirname, 'unexpected-error.ts'));

/** A process that watches, goes wrong as told, and would live on for a minute. */
async function goWrong(how: string) {
  const program = `
    import { exitOnUnexpectedError } from '${href}';
    const log = level => ({ err }, message) => console.log(level, message, err.message, err.cause?.message);
    exitOnUnexpectedError({ error: log('error') });
    setTimeout(() => {}, 60_000);
    setImmediate(() => { ${how} });
  `;
  const args = ['--input-type=module', '--eval', program];
  const running = await startProcess({ command: process.execPath, args });
  return { ...(await running.exited), output: running.output() };
}

test.each([
  "throw new Error('broken', { cause: new Error('the disk') });",
  "void Promise.reject(new Error('broken', { cause: new Error('the disk') }));",
])('%s is logged with its cause and ends the process', async how => {
  const { code, output } = await goWrong(how);
  expect(output).toBe('error an unexpected error ends the process broken the disk\n');
  expect(code).toBe(1);
});
