import type { ConversationId } from '@parley/core';
import type { ConversationKind } from '@parley/wire';
import type { Random } from '../plan/random.ts';
import type { Crowd } from './crowd.ts';
import type { Device } from './device.ts';

const TICK_MS = 20;
/** Which part of the messages goes where; rooms weigh most, for all their members hear them. */
const SHARES: readonly (readonly [ConversationKind, number])[] = [
  ['direct', 0.55],
  ['group', 0.4],
  ['room', 0.05],
];
/** After so many messages, as a mean, somebody reads up to the end of a conversation. */
const MESSAGES_PER_READ = 4;

/** Lets people write, `perSecond` messages in all, and read. Returns what stops it. */
export function startChatter(crowd: Crowd, perSecond: number, random: Random): () => void {
  const startMs = performance.now();
  let done = 0;
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startMs) / 1_000) * perSecond);
    // After a pause of this process not everything comes at once.
    done = Math.max(done, due - perSecond);
    for (; done < due; done++) {
      sayOne(crowd, random, done);
      if (random.chance(1 / MESSAGES_PER_READ)) readOne(crowd, random);
    }
  }, TICK_MS);
  return () => clearInterval(timer);
}

function sayOne(crowd: Crowd, random: Random, number: number): void {
  const device = anyone(crowd, random);
  if (device === undefined) return;
  const conversationId = somewhere(crowd, device, random);
  if (conversationId !== undefined) device.send(conversationId, `message ${number}`);
}

function readOne(crowd: Crowd, random: Random): void {
  const device = anyone(crowd, random);
  if (device === undefined) return;
  const conversationId = somewhere(crowd, device, random);
  if (conversationId === undefined) return;
  device.client?.markRead(conversationId, device.shownSeq.get(conversationId) ?? 0);
}

/** Also somebody who is away: what they write waits in their outbox. */
function anyone({ devices }: Crowd, random: Random): Device | undefined {
  const device = random.pick(devices);
  return device?.client?.me ? device : undefined;
}

function somewhere(
  { meetings }: Crowd,
  { client }: Device,
  random: Random,
): ConversationId | undefined {
  const items = client?.conversations.items ?? [];
  const mine = items.filter(item => meetings.has(item.conversationId));
  let draw = random.next();
  for (const [kind, share] of SHARES) {
    draw -= share;
    if (draw >= 0) continue;
    const ofKind = mine.filter(item => item.kind === kind);
    return (random.pick(ofKind) ?? random.pick(mine))?.conversationId;
  }
  return undefined;
}
