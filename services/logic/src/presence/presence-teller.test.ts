import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import { FakeClock } from '@parley/testing';
import { Registry } from 'prom-client';
import { createLogicMetrics } from '../metrics.ts';
import { PresenceTeller } from './presence-teller.ts';

function teller() {
  const clock = new FakeClock();
  const written: { userIds: readonly string[]; atMs: number }[] = [];
  const presence = new PresenceTeller({
    publishSignals: async () => {},
    accounts: { markSeen: async (userIds, atMs) => void written.push({ userIds, atMs }) },
    clock,
    logger: silentLogger,
    metrics: createLogicMetrics(new Registry()),
    options: { maxWaitingSignals: 10_000 },
  });
  return { presence, clock, written };
}

test('a storm of hellos over many turns is two writes', async () => {
  const { presence, written } = teller();
  for (let turn = 0; turn < 20; turn++) {
    for (let i = 0; i < 10; i++) presence.saw(`${10 * turn + i}`);
    await nextTurn();
  }
  await presence.drained();
  expect(written.map(({ userIds }) => userIds.length)).toEqual([10, 190]);
});

test('nobody is seen later than the person was there, and who goes is written at once', async () => {
  const { presence, clock, written } = teller();
  presence.saw('1');
  await nextTurn();
  presence.saw('2');
  const cameAtMs = clock.nowMs();
  clock.advance(50);
  presence.tell([{ userId: '2', status: 'offline', version: 1 }]);
  await nextTurn();
  expect(written.at(-1)).toEqual({ userIds: ['2'], atMs: cameAtMs + 50 });
  await presence.drained();
  expect(written.at(-1)).toEqual({ userIds: ['2'], atMs: cameAtMs });
});
