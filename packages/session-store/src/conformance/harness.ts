import { expect } from '@jest/globals';
import type { Binding, SessionStore, TouchedBinding } from '../session-store.ts';

/** One session store, new and empty, as several nodes see it. */
export interface SessionStoreHarness {
  /** How long an entry lives here. */
  ttlMs: number;
  /** Another node's handle. */
  open: () => Promise<SessionStore>;
  /** Lets `ms` go by: for real, or on a clock of the harness's own. */
  pass: (ms: number) => Promise<void>;
  /** Loses everything, as a server does that restarts without its data. */
  wipe?: () => Promise<void>;
  close: () => Promise<void>;
}

/** Where an adapter cannot do what the suite asks, with the reason. */
export interface SessionStoreDeviations {
  wipe?: string;
}

/** @param ttl `long`: nothing expires during the test; `short`: as short as a busy machine can keep up with */
export type CreateSessionStore = (ttl: 'long' | 'short') => Promise<SessionStoreHarness>;

/** A binding of user u1, device d1, on node s1, unless the test says otherwise. */
export function binding(connectionId: string, parts: Partial<Binding> = {}): Binding {
  return {
    userId: 'u1',
    sessionId: `session of ${connectionId}`,
    deviceId: 'd1',
    serverId: 's1',
    away: false,
    boundAtUs: 1,
    attempt: 0,
    ...parts,
    connectionId,
  };
}

/** As the node says it that knows of no gap. */
export function touched(...bindings: readonly Binding[]): TouchedBinding[] {
  return bindings.map(one => ({ ...one, gapKnown: false }));
}

/**
 * What the store knows of users, but when they were bound; a user without a device is left out. Who only
 * asks for their nodes is told the same.
 */
export async function locatedAll(
  store: SessionStore,
  userIds: readonly string[],
): Promise<Record<string, Binding[]>> {
  const found = await store.locate(userIds);
  const nodes = await store.nodesOf(userIds);
  const sorted = (all: Iterable<string>) => [...all].sort();
  expect(new Map([...nodes].map(([userId, own]) => [userId, sorted(own)]))).toEqual(
    new Map(
      [...found].map(([userId, all]) => [userId, sorted(new Set(all.map(one => one.serverId)))]),
    ),
  );
  return Object.fromEntries(
    [...found].map(([userId, bindings]) => [
      userId,
      bindings
        .map(one => ({ ...one, boundAtUs: 1 }))
        .sort((one, other) => one.deviceId.localeCompare(other.deviceId)),
    ]),
  );
}

/** What the store knows of a user, in the order of the devices. */
export async function located(store: SessionStore, userId = 'u1'): Promise<Binding[]> {
  return (await locatedAll(store, [userId]))[userId] ?? [];
}

/** The nodes with subscribers of a conversation, in order. */
export async function hostsOf(store: SessionStore, conversationId: string): Promise<string[]> {
  return [...((await store.hosts([conversationId])).get(conversationId) ?? [])].sort();
}
