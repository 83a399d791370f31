import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Measurement } from '../measure/measurement.ts';
import { gochatLoad, pairsInRooms } from '../scenarios/direct.ts';
import { oneRoom, roomLoad } from '../scenarios/room.ts';
import { type LoadPlan, withLoad } from '../scenarios/with-load.ts';
import { startEmbedded } from '../system/start-embedded.ts';
import type { System } from '../system/system.ts';
import { useRunningServer } from '../system/use-running-server.ts';

const PAIRS = 3;
const MEMBERS = 6;
const RATE = 100;

const bench = {
  seconds: 1,
  repeat: 1,
  scale: 1,
  system: {},
  signal: new AbortController().signal,
  say: () => {},
};

let parley: System;
beforeAll(async () => {
  parley = await startEmbedded(pairsInRooms(PAIRS));
}, 60_000);
afterAll(() => parley?.stop());

/** Messages by the driver, to a server that goes on running. */
function measureWith(system: System, plan: (system: System) => LoadPlan): Promise<Measurement> {
  const start = async () => ({ ...system, stop: async () => {} });
  return withLoad(bench, start, plan, async ({ measureAt }) => {
    // It answers a ticket with nothing, so who has just come may not be there yet.
    await measureAt('warm-up', RATE);
    return measureAt('trial', RATE);
  });
}

const IN_ORDER = { repeats: 0, late: 0, contradictions: 0, holes: 0 };

test('what is posted by the route of gochat is heard on its WebSocket, once and in order', async () => {
  const one = await measureWith(parley, gochatLoad);
  expect(one).toMatchObject({
    offered: RATE,
    acknowledged: RATE,
    delivered: RATE,
    refused: 0,
    lost: 0,
    order: IN_ORDER,
  });
});

test('a server that runs is used as its clients use it: by registering, in its one room', async () => {
  const [url = ''] = parley.connectUrls;
  const server = { url, driver: 'gochat', apiUrl: parley.apiUrl };
  const running = await useRunningServer(server, oneRoom('room', MEMBERS));
  const plan = (system: System) => ({
    ...roomLoad(system),
    driver: 'gochat',
    httpUrl: system.apiUrl,
  });
  const one = await measureWith(running, plan);
  expect(one).toMatchObject({
    offered: RATE,
    acknowledged: RATE,
    delivered: RATE * MEMBERS,
    refused: 0,
    lost: 0,
    order: IN_ORDER,
  });
});
