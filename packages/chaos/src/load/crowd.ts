import type { ConversationId, UserId } from '@parley/core';
import type { ConversationKind } from '@parley/wire';
import type { Random } from '../plan/random.ts';
import { Device } from './device.ts';
import { inParallel } from './in-parallel.ts';
import { SlowReader } from './slow-reader.ts';
import type { World } from './world.ts';

/** A conversation that the load made. Its owner never leaves it. */
export interface Meeting {
  conversationId: ConversationId;
  kind: ConversationKind;
  owner: Device;
  /** Who may be taken in and out. */
  others: readonly UserId[];
}

/** Everybody and everything of the load. */
export interface Crowd {
  devices: readonly Device[];
  /** Second devices, which sign out and in again. */
  secondDevices: readonly Device[];
  meetings: ReadonlyMap<ConversationId, Meeting>;
  slowReader: SlowReader;
}

const GROUPS = 20;
const GROUP_MEMBERS = 10;
const ROOM_MEMBERS = 100;
const DIRECTS_OF_EACH = 2;
const AT_ONCE = 16;

/** Makes the accounts and conversations, and brings `clients` devices online: one in ten is a second one. */
export async function gatherCrowd(clients: number, world: World): Promise<Crowd> {
  const random = world.random.fork();
  const run = Date.now().toString(36);
  const accountOf = (number: number) => ({
    name: `chaos-${run}-${number}`,
    password: `a good password ${number}`,
  });
  const secondCount = Math.floor(clients / 10);
  const first = Array.from(
    { length: clients - secondCount },
    (_, i) => new Device(`u${i}`, accountOf(i), world),
  );
  const secondDevices = Array.from(
    { length: secondCount },
    (_, i) => new Device(`u${i}b`, accountOf(i), world),
  );
  const slowReader = await SlowReader.create(accountOf(clients), accountOf(clients + 1), world);
  await inParallel(AT_ONCE, [...first, ...slowReader.devices], device => device.start('register'));
  await inParallel(AT_ONCE, secondDevices, device => device.start('sign-in'));
  const meetings = await makeMeetings(first, random);
  const flooded = await slowReader.meet();
  return {
    devices: [...first, ...secondDevices, ...slowReader.devices],
    secondDevices,
    meetings: new Map([...meetings, ...flooded].map(one => [one.conversationId, one])),
    slowReader,
  };
}

async function makeMeetings(people: readonly Device[], random: Random): Promise<Meeting[]> {
  const groupCount = Math.min(GROUPS, Math.ceil(people.length / 5));
  const memberCount = Math.min(GROUP_MEMBERS, people.length) - 1;
  const groups = random.shuffle(people).slice(0, groupCount);
  const pairs = random
    .shuffle(people)
    .flatMap(one => Array.from({ length: DIRECTS_OF_EACH }, () => [one, random.pick(people)]));
  const made: Meeting[] = [];
  await inParallel(AT_ONCE, groups, async owner => {
    const others = except(random.shuffle(people), owner).slice(0, memberCount);
    made.push(await found('group', owner, others));
  });
  const [host, ...guests] = random.shuffle(people).slice(0, ROOM_MEMBERS);
  if (host !== undefined) {
    made.push(await found('room', host, guests));
    const roomId = made.at(-1)?.conversationId ?? '';
    await inParallel(AT_ONCE, guests, guest => guest.client?.api.join(roomId));
  }
  await inParallel(AT_ONCE, pairs, async ([owner, other]) => {
    if (owner === undefined || other === undefined) return;
    made.push(await openDirect(owner, other));
  });
  return made;
}

export async function found(
  kind: 'group' | 'room',
  owner: Device,
  others: readonly Device[],
): Promise<Meeting> {
  const memberIds = others.map(one => one.userId);
  const view = await api(owner).createConversation({
    kind,
    title: `${kind} of ${owner.name}`,
    memberIds: kind === 'group' ? memberIds : [],
  });
  return { conversationId: view.conversationId, kind, owner, others: memberIds };
}

async function openDirect(owner: Device, other: Device): Promise<Meeting> {
  const { conversationId } = await api(owner).openDirect(other.userId);
  return { conversationId, kind: 'direct', owner, others: [other.userId] };
}

function api(device: Device) {
  if (device.client === null) throw new Error(`${device.name} does not run`);
  return device.client.api;
}

function except(all: readonly Device[], one: Device): Device[] {
  return all.filter(other => other !== one);
}
