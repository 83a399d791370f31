import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { eventually } from '@parley/testing';
import { openTestLogic, type TestLogic } from '../../test/harness.ts';
import { SessionPurger } from './session-purger.ts';

let logic: TestLogic;

beforeEach(async () => {
  logic = await openTestLogic({ purgeSessions: 2 });
});
afterEach(() => logic.close());

const signIn = (deviceName: string) =>
  logic.useCases.signIn({ name: 'ada', password: 'correct horse', deviceName });

test('sessions that ended go, so many in a round; those that were refreshed stay', async () => {
  const account = { name: 'ada', password: 'correct horse', displayName: '' };
  const first = await logic.useCases.registerAccount({ ...account, deviceName: '1' });
  const kept = await signIn('2');
  await signIn('3');
  await signIn('4');
  logic.fakeClock.advance(1_000);
  await logic.useCases.refreshSession(kept.refreshToken);

  logic.fakeClock.advance(first.refreshExpiresAtMs - logic.fakeClock.nowMs() - 1);
  expect(await logic.sessionPurger.purge()).toBe(0);
  logic.fakeClock.advance(1);
  expect(await logic.sessionPurger.purge()).toBe(2);
  expect(await logic.sessionPurger.purge()).toBe(1);
  expect(await logic.sessionPurger.purge()).toBe(0);
  const left = await logic.store.sessions.listByUser(kept.user.userId);
  expect(left.map(({ sessionId }) => sessionId)).toEqual([kept.sessionId]);
});

test('it comes again by itself, also after a round that failed, and ends when closed', async () => {
  let rounds = 0;
  const purger = new SessionPurger({
    sessions: {
      purgeExpired: async () => {
        rounds += 1;
        throw new Error('the database is away');
      },
    },
    clock: logic.fakeClock,
    logger: silentLogger,
    options: { purgeIntervalMs: 1, purgeSessions: 1 },
  });
  purger.start();
  await eventually(() => expect(rounds).toBeGreaterThan(2));
  await purger.close();
  const atEnd = rounds;
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(rounds).toBe(atEnd);
});
