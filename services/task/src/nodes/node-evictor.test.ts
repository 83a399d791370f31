import { expect, test } from '@jest/globals';
import { type ServerId, silentLogger, sleep } from '@parley/core';
import { Registry } from 'prom-client';
import { createTaskMetrics } from '../metrics.ts';
import { NodeEvictor } from './node-evictor.ts';

function setup(evict: (serverId: ServerId) => Promise<void> = async () => {}) {
  const live = new Set<ServerId>();
  const evicted: ServerId[] = [];
  const fallen: string[] = [];
  const depth = async () => ({ waiting: 0, postponed: 0, dead: 0 });
  const evictor = new NodeEvictor({
    sessionStore: {
      evict: async serverId => {
        evicted.push(serverId);
        await evict(serverId);
        return ['7'];
      },
    },
    isLive: serverId => live.has(serverId),
    logger: silentLogger,
    metrics: createTaskMetrics(new Registry(), { depth, load: { pending: 0, refused: 0 } }),
    goneDelayMs: 30,
    offlineGraceMs: 10,
    fell: userIds => fallen.push(...userIds),
  });
  return { evictor, live, evicted, fallen };
}

test('a node that stays away is evicted after the delay, one that comes back is not', async () => {
  const { evictor, live, evicted } = setup();
  for (const serverId of ['away', 'away', 'back']) evictor.suspect(serverId);
  expect(evictor.missing).toEqual(['away', 'back']);
  live.add('back');
  expect(evictor.missing).toEqual(['away']);
  expect(evicted).toEqual([]);
  await sleep(60);
  expect(evicted).toEqual(['away']);
  expect(evictor.missing).toEqual([]);
});

test('evictions at the same time are one, and later ones are new', async () => {
  const { evictor, evicted, fallen } = setup();
  evictor.suspect('a');
  await Promise.all([evictor.evict('a'), evictor.evict('a')]);
  await sleep(60);
  expect(evicted).toEqual(['a']);
  await evictor.evict('a');
  expect(evicted).toEqual(['a', 'a']);
  expect(fallen).toEqual(['7', '7']);
});

test('an eviction that fails rejects, and can be tried again', async () => {
  let works = false;
  const { evictor, evicted } = setup(async () => {
    if (!works) throw new Error('store is away');
  });
  await expect(evictor.evict('a')).rejects.toThrow('store is away');
  works = true;
  await evictor.evict('a');
  expect(evicted).toEqual(['a', 'a']);
});

test('close ends the waiting and finishes what runs', async () => {
  let finished = false;
  const { evictor, evicted } = setup(async () => {
    await sleep(20);
    finished = true;
  });
  evictor.suspect('waits');
  void evictor.evict('runs');
  await evictor.close();
  expect(finished).toBe(true);
  await sleep(50);
  expect(evicted).toEqual(['runs']);
});
