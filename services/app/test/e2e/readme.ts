import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { startProcess } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { Person, withPeople } from './person.ts';

const ROOT = join(import.meta.dirname, '../../../..');

/** That the first thing a developer tries does what the README says. */
export function describeReadme(deployment: () => Deployment): void {
  test('the example of the README runs as it stands', () =>
    withPeople(async arrive => {
      const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
      const [, example = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
      expect(example.trim().split('\n')).toHaveLength(10);
      const { apiUrls, connectUrls } = deployment();
      // Beside this file, so that it finds the SDK as a user's program would.
      const file = join(import.meta.dirname, `readme-example-${process.pid}.ts`);
      writeFileSync(
        file,
        example
          .replace('http://127.0.0.1:7070', apiUrls[0] ?? '')
          .replace('ws://127.0.0.1:7000', connectUrls[0] ?? ''),
      );
      const ann = await arrive(Person.arrive(deployment()));
      const program = await startProcess({
        command: process.execPath,
        args: ['--conditions=@parley/source', '--disable-warning=ExperimentalWarning', file],
      });
      try {
        await ann.hears(LOBBY_ID, ['Hello, lobby!']);
        await ann.say(LOBBY_ID, `echo ${ann.user.name}`);
        await ann.hears(LOBBY_ID, [`You said: echo ${ann.user.name}`]);
      } finally {
        await program.stop();
        rmSync(file);
      }
    }));
}
