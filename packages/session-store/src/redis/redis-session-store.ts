import type { ConversationId, ServerId, UserId } from '@parley/core';
import { type RedisCommand, RedisConnection } from '@parley/redis';
import type { PresenceMode } from '@parley/wire';
import type {
  Binding,
  Bound,
  SessionStore,
  Touched,
  TouchedBinding,
  VisibleStatus,
} from '../session-store.ts';
import { readChange } from './commands/change.ts';
import { commands, scripts } from './commands/index.ts';
import { type SessionKeys, sessionKeys } from './keys.ts';
import { delistBindings, enlistBindings, enlistConversations } from './node-index.ts';
import {
  type RedisSessionStoreOptions,
  type ResolvedRedisSessionStoreOptions,
  resolveRedisSessionStoreOptions,
} from './options.ts';
import { readIndexMember } from './packed-binding.ts';

/** So many entries in one round trip: a pipeline without end would keep others waiting. */
const ENTRIES_PER_PIPELINE = 1_000;
/** So many keys in one command: while Redis carries it out it serves nobody else. */
const KEYS_PER_COMMAND = 250;

/**
 * A session store in Redis. Returns at once and connects by itself. Times are those of Redis, so the
 * clocks of the nodes do not matter; those of a Redis Cluster's own nodes should agree to a second.
 *
 * While Redis is away every call rejects with `unavailable`, at once.
 */
export function createRedisSessionStore(options: RedisSessionStoreOptions): SessionStore {
  return new RedisSessionStore(resolveRedisSessionStoreOptions(options));
}

class RedisSessionStore implements SessionStore {
  private readonly connection: RedisConnection;
  private readonly keys: SessionKeys;
  private readonly ttlMs: number;

  constructor(options: ResolvedRedisSessionStoreOptions) {
    this.connection = new RedisConnection(options, scripts);
    this.keys = sessionKeys(options.prefix);
    this.ttlMs = options.ttlMs;
  }

  async bind(binding: Omit<Binding, 'boundAtUs'>): Promise<Bound> {
    const replies = await this.connection.pipeline([
      ...enlistBindings(this.keys, [binding], this.ttlMs),
      commands.bind.call(this.keys, binding, this.ttlMs),
    ]);
    return commands.bind.decode(binding, replies.at(-1));
  }

  async unbind(
    bindings: readonly Binding[],
  ): Promise<{ removed: number; changes: VisibleStatus[] }> {
    const outcome = { removed: 0, changes: [] as VisibleStatus[] };
    for (const some of chunks(bindings)) {
      const replies = await this.connection.pipeline([
        ...some.map(binding => commands.unbind.call(this.keys, binding)),
        ...delistBindings(this.keys, some),
      ]);
      for (const [i, { userId }] of some.entries()) {
        const [removed, ...change] = replies[i] as [number, ...unknown[]];
        outcome.removed += removed;
        outcome.changes.push(...readChange(userId, change));
      }
    }
    return outcome;
  }

  async touch(bindings: readonly TouchedBinding[]): Promise<Touched> {
    const touched: Touched = { rebound: [], withoutMode: [], visible: [], changes: [] };
    for (const some of chunks(bindings)) {
      const enlisting = enlistBindings(this.keys, some, this.ttlMs);
      const replies = await this.connection.pipeline([
        ...enlisting,
        ...some.map(binding => commands.touch.call(this.keys, binding, this.ttlMs)),
      ]);
      for (const [i, touching] of some.entries()) {
        const { gapKnown: _, ...binding } = touching;
        const one = commands.touch.decode(touching, replies[enlisting.length + i]);
        if (one.rebound) touched.rebound.push(binding);
        if (one.withoutMode) touched.withoutMode.push(binding.userId);
        if (one.visible) touched.visible.push(binding.userId);
        touched.changes.push(...one.changes);
      }
    }
    return touched;
  }

  async setModes(
    modes: ReadonlyMap<UserId, PresenceMode>,
    which: 'all' | 'unknown',
  ): Promise<VisibleStatus[]> {
    const changes: VisibleStatus[] = [];
    for (const some of chunks([...modes])) {
      const replies = await this.connection.pipeline(
        some.map(([userId, mode]) => commands.setMode.call(this.keys, userId, mode, which)),
      );
      for (const [i, [userId]] of some.entries()) {
        changes.push(...readChange(userId, replies[i] as unknown[]));
      }
    }
    return changes;
  }

  async presence(
    userIds: readonly UserId[],
  ): Promise<{ statuses: VisibleStatus[]; changes: VisibleStatus[] }> {
    const found = { statuses: [] as VisibleStatus[], changes: [] as VisibleStatus[] };
    for (const some of chunks(userIds)) {
      const replies = await this.connection.pipeline(
        some.map(userId => commands.presence.call(this.keys, userId)),
      );
      for (const [i, userId] of some.entries()) {
        const { statuses, isNew } = commands.presence.decode(userId, replies[i]);
        found.statuses.push(...statuses);
        if (isNew) found.changes.push(...statuses);
      }
    }
    return found;
  }

  async locate(userIds: readonly UserId[]): Promise<Map<UserId, Binding[]>> {
    const key = (userId: UserId) => this.keys.user(userId);
    const located = new Map<UserId, Binding[]>();
    for (const { some, reply } of await this.ask(userIds, key, commands.locate.call)) {
      for (const [userId, bindings] of commands.locate.decode(some, reply)) {
        if (bindings.length > 0) located.set(userId, bindings);
      }
    }
    return located;
  }

  async nodesOf(userIds: readonly UserId[]): Promise<Map<UserId, readonly ServerId[]>> {
    const key = (userId: UserId) => this.keys.user(userId);
    const nodes = new Map<UserId, readonly ServerId[]>();
    for (const { some, reply } of await this.ask(userIds, key, commands.nodes.call)) {
      for (const [userId, own] of commands.nodes.decode(some, reply)) nodes.set(userId, own);
    }
    return nodes;
  }

  async occupy(
    serverId: ServerId,
    conversationIds: readonly ConversationId[],
  ): Promise<ConversationId[]> {
    const { keys, ttlMs } = this;
    const fresh: ConversationId[] = [];
    for (const some of chunks(conversationIds)) {
      const [, ...added] = await this.connection.pipeline([
        enlistConversations(keys, serverId, some, ttlMs),
        ...some.map(id => commands.enlist.call(keys.conversation(id), [serverId], ttlMs)),
      ]);
      fresh.push(...some.filter((_id, i) => added[i] === 1));
    }
    return fresh;
  }

  async vacate(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void> {
    for (const some of chunks(conversationIds)) {
      await this.connection.pipeline([
        ...some.map((id): RedisCommand => ['zrem', this.keys.conversation(id), serverId]),
        ['zrem', this.keys.nodeConversations(serverId), ...some],
      ]);
    }
  }

  async hosts(
    conversationIds: readonly ConversationId[],
  ): Promise<Map<ConversationId, ServerId[]>> {
    const key = (id: ConversationId) => this.keys.conversation(id);
    const occupied = new Map<ConversationId, ServerId[]>();
    for (const { some, reply } of await this.ask(conversationIds, key, commands.hosts.call)) {
      for (const [conversationId, live] of commands.hosts.decode(some, reply)) {
        if (live.length > 0) occupied.set(conversationId, live);
      }
    }
    return occupied;
  }

  async evict(serverId: ServerId, graceMs: number): Promise<UserId[]> {
    const falling = new Set<UserId>();
    await this.drain(this.keys.nodeBindings(serverId), async members => {
      const bindings = members.map(readIndexMember);
      const replies = await this.connection.pipeline(
        bindings.map(binding => commands.evict.call(this.keys, binding, graceMs, this.ttlMs)),
      );
      for (const [i, { userId }] of bindings.entries()) if (replies[i] === 1) falling.add(userId);
    });
    await this.drain(this.keys.nodeConversations(serverId), async ids => {
      await this.connection.pipeline(
        ids.map((id): RedisCommand => ['zrem', this.keys.conversation(id), serverId]),
      );
    });
    return [...falling];
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Asks the same of every id, in few commands; resolves to what each was answered. */
  private async ask(
    ids: readonly string[],
    key: (id: string) => string,
    command: (keys: readonly string[]) => RedisCommand,
  ): Promise<{ some: readonly string[]; reply: unknown }[]> {
    const perCommand = Math.min(KEYS_PER_COMMAND, this.connection.maxKeys);
    const answers: { some: readonly string[]; reply: unknown }[] = [];
    for (const page of chunks(ids)) {
      const groups = [...chunks(page, perCommand)];
      const replies = await this.connection.pipeline(groups.map(some => command(some.map(key))));
      for (const [i, some] of groups.entries()) answers.push({ some, reply: replies[i] });
    }
    return answers;
  }

  /** Works off an index, page by page; a page is forgotten after what it points to is gone. */
  private async drain(
    index: string,
    forget: (members: readonly string[]) => Promise<void>,
  ): Promise<void> {
    for (;;) {
      const page = await this.connection.command(['zrange', index, 0, ENTRIES_PER_PIPELINE - 1]);
      const members = page as string[];
      if (members.length === 0) return;
      await forget(members);
      await this.connection.command(['zrem', index, ...members]);
    }
  }
}

function* chunks<T>(entries: readonly T[], size = ENTRIES_PER_PIPELINE): Generator<readonly T[]> {
  for (let i = 0; i < entries.length; i += size) yield entries.slice(i, i + size);
}
