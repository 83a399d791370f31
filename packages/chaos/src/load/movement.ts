import { sleep } from '@parley/core';
import { deal } from '../plan/deck.ts';
import type { Random } from '../plan/random.ts';
import type { Crowd, Meeting } from './crowd.ts';
import type { Device } from './device.ts';

const MOVE_EVERY_MS = 400;
const AWAY_MS = [500, 6_000] as const;

type Move = (crowd: Crowd, random: Random, signal: AbortSignal) => Promise<void>;

/** Somebody's network is gone for a while; the app runs on. */
const beAway: Move = async ({ devices }, random, signal) => {
  const device = random.pick(devices.filter(isFree));
  if (device === undefined) return;
  await busy(device, async () => {
    device.goAway();
    await sleep(random.between(...AWAY_MS), signal);
    device.comeBack();
  });
};

/** The app is started anew: its logs are gone, its session is kept. */
const startAnew: Move = async ({ devices }, random) => {
  const device = random.pick(devices.filter(isFree));
  if (device === undefined) return;
  await busy(device, async () => {
    await device.end();
    await device.start('restore');
  });
};

/** The second device of somebody signs out, while the first one stays, and in again later. */
const signOut: Move = async ({ secondDevices }, random, signal) => {
  const device = random.pick(secondDevices.filter(isFree));
  if (device === undefined) return;
  await busy(device, async () => {
    await device.signOut();
    await sleep(random.between(...AWAY_MS), signal);
    await device.start('sign-in');
  });
};

/** Somebody is taken out of a group. */
const removeFromGroup: Move = async (crowd, random) => {
  const group = random.pick(ofKind(crowd, 'group'));
  const userId = group && random.pick(group.others);
  if (group === undefined || userId === undefined) return;
  await ask(group.owner, 'remove', ({ api }) => api.removeMember(group.conversationId, userId));
};

/** Several are taken into a group; who is in it stays. */
const addToGroup: Move = async (crowd, random) => {
  const group = random.pick(ofKind(crowd, 'group'));
  if (group === undefined) return;
  const userIds = random.shuffle(group.others).slice(0, 3);
  await ask(group.owner, 'add', ({ api }) => api.addMembers(group.conversationId, userIds));
};

/** Somebody leaves the room, and joins it again later. */
const leaveRoom: Move = async (crowd, random, signal) => {
  const room = random.pick(ofKind(crowd, 'room'));
  const userId = room && random.pick(room.others);
  const device = crowd.devices.find(one => one.userId === userId);
  if (room === undefined || device === undefined) return;
  const { conversationId } = room;
  await ask(device, 'leave', ({ api }) => api.leave(conversationId));
  await sleep(random.between(...AWAY_MS), signal);
  await ask(device, 'join', ({ api }) => api.join(conversationId));
};

const MOVES: readonly Move[] = [
  beAway,
  beAway,
  startAnew,
  signOut,
  removeFromGroup,
  addToGroup,
  addToGroup,
  leaveRoom,
];

/** Lets people come and go until `signal`; resolves when everybody is back. */
export async function moveAbout(crowd: Crowd, random: Random, signal: AbortSignal): Promise<void> {
  const moves = deal(MOVES, random);
  const underWay = new Set<Promise<void>>();
  while (!signal.aborted) {
    await sleep(MOVE_EVERY_MS, signal);
    if (signal.aborted) break;
    const move = moves.next().value(crowd, random.fork(), signal);
    underWay.add(move);
    void move.finally(() => underWay.delete(move));
  }
  await Promise.all(underWay);
}

function isFree(device: Device): boolean {
  return device.wanted && !device.busy;
}

async function busy(device: Device, work: () => Promise<void>): Promise<void> {
  device.busy = true;
  try {
    await work();
  } finally {
    device.busy = false;
  }
}

/** One request; that it may fail, or be refused because somebody else was faster, is part of the load. */
async function ask(
  device: Device,
  request: string,
  send: (client: NonNullable<Device['client']>) => Promise<unknown>,
): Promise<void> {
  const { client } = device;
  if (client === null) return;
  try {
    await send(client);
  } catch (error) {
    device.countError(request, error);
  }
}

/** Those where people come and go. */
function ofKind({ meetings }: Crowd, kind: Meeting['kind']): Meeting[] {
  return [...meetings.values()].filter(
    meeting => meeting.kind === kind && meeting.others.length > 0,
  );
}
