import { MAX_WORKERS, Snowflake } from '@parley/core';
import type { Store } from '@parley/store';
import type { Person } from '../drivers/driver.ts';
import { accessToken, opaqueToken } from './access-token.ts';
import type { World, WorldPlan } from './world.ts';

/** Rows that are under way at once: enough to keep a database's writers busy. */
const SIDE_BY_SIDE = 16;

/** Writes people with a session each, and conversations, straight into the store. */
export async function seedWorld(store: Store, plan: WorldPlan, jwtSecret: string): Promise<World> {
  // The last worker number: the servers of one benchmark claim theirs from the first on.
  const ids = new Snowflake(MAX_WORKERS - 1);
  const nowMs = Date.now();
  const people: Person[] = [];
  const subscriptions = Array.from({ length: plan.people }, (): string[] => []);
  await sideBySide(plan.people, async index => {
    const userId = ids.next();
    const sessionId = ids.next();
    const name = `bench${index}`;
    await store.accounts.create({
      userId,
      name,
      displayName: name,
      // Nobody signs in with it: it is no argon2id string.
      passwordHash: '-',
      createdAtMs: nowMs,
    });
    await store.sessions.create({
      sessionId,
      userId,
      deviceName: 'bench',
      refreshHash: sessionId,
      refreshExpiresAtMs: nowMs + 86_400_000,
      createdAtMs: nowMs,
      lastSeenAtMs: nowMs,
    });
    const token = plan.opaqueTokens
      ? opaqueToken(jwtSecret, sessionId)
      : accessToken(jwtSecret, userId, sessionId);
    const subscribeTo = subscriptions[index] ?? [];
    people[index] = { token, userId, deviceId: `bench-${index}`, subscribeTo };
  });
  const conversations: string[] = [];
  await sideBySide(plan.conversations.length, async index => {
    const { kind, members = [] } = plan.conversations[index] ?? {};
    const userIds = members.flatMap(member => people[member]?.userId ?? []);
    const conversationId = ids.next();
    conversations[index] = conversationId;
    if (kind === undefined) return;
    for (const member of members) subscriptions[member]?.push(conversationId);
    const key = kind === 'direct' ? directKey(userIds) : null;
    await store.conversations.create({
      conversation: {
        conversationId,
        kind,
        key,
        title: kind === 'direct' ? null : `Bench ${index}`,
        epoch: 1,
        createdAtMs: nowMs,
      },
      members: userIds.map((userId, i) => ({
        userId,
        role: i === 0 && kind !== 'direct' ? 'owner' : 'member',
      })),
      events: [],
    });
  });
  return { people, conversations };
}

/** As logic writes it: the lower id first. */
function directKey(userIds: readonly string[]): string {
  const ordered = userIds.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
  return `direct:${ordered.join(':')}`;
}

async function sideBySide(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, count) }, worker));
}
