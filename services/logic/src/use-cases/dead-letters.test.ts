import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { encodeDispatchBatch } from '@parley/contracts';
import { type Logger, silentLogger } from '@parley/core';
import { openTestLogic, type TestLogic } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';

let logic: TestLogic;
let ann: Session;
let bob: Session;
const logged: Record<string, unknown>[] = [];
const logger: Logger = { ...silentLogger, info: fields => logged.push(fields) };

beforeEach(async () => {
  logged.length = 0;
  logic = await openTestLogic({ maxListed: 3 }, logger);
  [ann, bob] = [await logic.person('ann'), await logic.person('bob')];
  await logic.store.accounts.setAdmin(ann.userId, 1);
  for (let seq = 1; seq <= 5; seq++) {
    const event = Buffer.from('private words');
    const dispatches = [{ conversationId: '77', seq, onlyServerId: 'c1', event }];
    const payload = encodeDispatchBatch({ dispatches });
    await logic.queue.bury({ partition: 1, payload, reason: 'away', attempts: 4, diedAtMs: seq });
  }
});
afterEach(() => logic.close());

const list = (session: Session, limit = 0, cursor = '') =>
  logic.useCases.listDeadLetters(session, { limit, cursor });

test('an admin reads them oldest first, page by page, without what people wrote', async () => {
  const first = await list(ann);
  expect(first.items.map(({ dispatches }) => dispatches)).toEqual(
    [1, 2, 3].map(seq => [{ conversationId: '77', seq, serverId: 'c1' }]),
  );
  expect(first.items[0]).toMatchObject({ reason: 'away', attempts: 4, diedAtMs: 1, partition: 1 });
  expect(JSON.stringify(first)).not.toContain('private');
  expect(first.total).toBe(5);
  const second = await list(ann, 2, first.nextCursor);
  expect(second.items.map(({ diedAtMs }) => diedAtMs)).toEqual([4, 5]);
  expect(second.nextCursor).toBeUndefined();
});

test('replaying and purging say how many, and who did it is in the log', async () => {
  const [one, two] = (await list(ann)).items.map(({ deadLetterId }) => deadLetterId);
  const ids = [one ?? '', 'gone'];
  expect(await logic.useCases.replayDeadLetters(ann, { ids, all: false })).toEqual({
    asked: 2,
    done: 1,
  });
  expect((await logic.queue.depth()).dead).toBe(4);
  expect(await logic.useCases.purgeDeadLetters(ann, { ids: [], all: true })).toEqual({
    asked: 4,
    done: 4,
  });
  expect((await list(ann)).items).toEqual([]);
  expect(two).toBeDefined();
  expect(logged).toEqual([
    { userId: ann.userId, action: 'replay', ids, asked: 2, done: 1 },
    { userId: ann.userId, action: 'purge', ids: 'all', asked: 4, done: 4 },
  ]);
});

test('who is no admin, or no longer one, is forbidden everything and changes nothing', async () => {
  await logic.store.accounts.setAdmin(bob.userId, 1);
  await list(bob);
  await logic.store.accounts.setAdmin(bob.userId, undefined);
  const all = { ids: [], all: true };
  const { replayDeadLetters, purgeDeadLetters } = logic.useCases;
  for (const refused of [list(bob), replayDeadLetters(bob, all), purgeDeadLetters(bob, all)]) {
    await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect((await logic.queue.depth()).dead).toBe(5);
  expect(logged).toEqual([]);
});

test('a request that does not say which, or a cursor that is none, is refused', async () => {
  const { purgeDeadLetters } = logic.useCases;
  const wrong = [
    ['ids', purgeDeadLetters(ann, { ids: [], all: false })],
    ['ids', purgeDeadLetters(ann, { ids: ['1'], all: true })],
    ['ids', purgeDeadLetters(ann, { ids: Array(1_001).fill('1'), all: false })],
    ['limit', list(ann, 4)],
    ['cursor', list(ann, 1, 'next')],
    ['cursor', list(ann, 1, '1.')],
  ] as const;
  for (const [field, refused] of wrong) {
    await expect(refused).rejects.toMatchObject({ code: 'invalid_request', details: { field } });
  }
  expect((await logic.queue.depth()).dead).toBe(5);
});
