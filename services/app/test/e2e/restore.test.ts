import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { eventually, startProcess } from '@parley/testing';
import { type Deployment, startSingle } from '@parley/testing/deployment';
import { numbered, Person, withPeople } from './person.ts';
import { TEST_ENV } from './test-env.ts';

jest.setTimeout(120_000);

const MAIN = join(import.meta.dirname, '../../../../dist/main');

let folder: string;
let data: string;
let deployment: Deployment;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-restore-'));
  data = join(folder, 'data');
  deployment = await startSingle({ env: { ...TEST_ENV, PARLEY_DATA_DIRECTORY: data } });
});
afterAll(async () => {
  await deployment?.stop();
  await rm(folder, { recursive: true });
});

async function epochs(...args: string[]) {
  const running = await startProcess({
    command: process.execPath,
    args: [MAIN, 'epochs', ...args, '--dataDirectory', data],
  });
  const { code } = await running.exited;
  return { code, output: running.output() };
}

test('after a backup was restored, devices that hold more show what the server has, and go on', () =>
  withPeople(async arrive => {
    const ann = await arrive(Person.arrive(deployment));
    const bob = await arrive(Person.arrive(deployment));
    const { conversationId } = await ann.client.api.openDirect(bob.user.userId);
    const kept = numbered('kept', 10);
    for (const text of kept) await ann.say(conversationId, text);
    await bob.hears(conversationId, kept);
    const backup = join(folder, 'backup');
    await deployment.restart(() => cp(data, backup, { recursive: true }));

    const lost = numbered('lost', 20);
    for (const text of lost) await bob.say(conversationId, text);
    const timelines = [ann, bob].map(person => person.client.open(conversationId));
    const shown = () => timelines.map(timeline => timeline.events);
    for (const person of [ann, bob]) {
      await person.hears(conversationId, lost);
      person.client.markRead(conversationId, 30);
    }
    const before = await ann.wholeLog(conversationId);
    await eventually(() => expect(shown()).toEqual([before, before]));

    await deployment.restart(async () => {
      await rm(data, { recursive: true });
      await cp(backup, data, { recursive: true });
      expect(await epochs('raise', '--all')).toMatchObject({
        code: 0,
        output: expect.stringMatching(/^Raised the epoch of (\d+) of \1 conversations\.\n$/),
      });
    });
    for (const person of [ann, bob]) {
      await eventually(() => expect(person.client.status.state).toBe('online'), {
        timeoutMs: 40_000,
      });
    }
    await eventually(async () => {
      const log = await ann.wholeLog(conversationId);
      expect(log.flatMap(event => (event.type === 'message' ? [event.body.text] : []))).toEqual(
        kept,
      );
      expect(shown()).toEqual([log, log]);
    });

    // The same seqs say other things now, and nobody has read them yet.
    await bob.say(conversationId, 'after');
    await ann.hears(conversationId, ['after']);
    const after = await ann.wholeLog(conversationId);
    expect(after).toHaveLength(before.length - lost.length + 1);
    await eventually(() => expect(shown()).toEqual([after, after]));
    const own = await ann.client.api.getConversation(conversationId);
    expect(own.own?.readSeq).toBeLessThan(after.at(-1)?.seq ?? 0);
    for (const timeline of timelines) timeline.close();
  }));

test('an epoch is raised for those that are named, and for all only when that is said', async () => {
  await deployment.restart(async () => {
    expect(await epochs('raise', '--conversation', '1')).toMatchObject({
      code: 0,
      output: 'Raised the epoch of 1 of 1 conversations.\n',
    });
    expect(await epochs('raise', '--conversation', '1', '--conversation=77')).toMatchObject({
      code: 1,
      output: 'Raised the epoch of 1 of 2 conversations.\n',
    });
    for (const args of [[], ['--all', '--conversation', '1'], ['--conversation', 'lobby']]) {
      expect((await epochs('raise', ...args)).code).toBe(2);
    }
    expect((await epochs('lower', '--all')).output).toContain('expected raise, got "lower"');
  });
});
