import type { ConversationId, ServerId, UserId } from '@parley/core';
import { type RedisCommand, RedisConnection } from '@parley/redis';
import type { Binding, SessionStore } from '../session-store.ts';
import { commands, scripts } from './commands/index.ts';
import { type SessionKeys, sessionKeys } from './keys.ts';
import { delistBindings, enlistBindings, enlistConversations } from './node-index.ts';
import {
  type RedisSessionStoreOptions,
  type ResolvedRedisSessionStoreOptions,
  resolveRedisSessionStoreOptions,
} from './options.ts';
import { readIndexMember, unpackLive } from './packed-binding.ts';

/** So many entries in one round trip: a pipeline without end would keep others waiting. */
const ENTRIES_PER_PIPELINE = 1_000;

/**
 * A session store in Redis. Returns at once and connects by itself. Times are those of Redis, so the
 * clocks of the nodes do not matter.
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

  async bind(binding: Binding): Promise<Binding | undefined> {
    const replies = await this.connection.pipeline([
      ...enlistBindings(this.keys, [binding], this.ttlMs),
      commands.bind.call(this.keys, binding, this.ttlMs),
    ]);
    return commands.bind.decode(binding, replies.at(-1));
  }

  async unbind(bindings: readonly Binding[]): Promise<number> {
    let removed = 0;
    for (const some of chunks(bindings)) {
      const replies = await this.connection.pipeline([
        ...some.map(binding => commands.unbind.call(this.keys, binding)),
        ...delistBindings(this.keys, some),
      ]);
      removed += replies.slice(0, some.length).filter(reply => reply === 1).length;
    }
    return removed;
  }

  async touch(bindings: readonly Binding[]): Promise<Binding[]> {
    const bound: Binding[] = [];
    for (const some of chunks(bindings)) {
      const enlisting = enlistBindings(this.keys, some, this.ttlMs);
      const replies = await this.connection.pipeline([
        ...enlisting,
        ...some.map(binding => commands.touch.call(this.keys, binding, this.ttlMs)),
      ]);
      bound.push(...some.filter((_, i) => replies[enlisting.length + i] === 1));
    }
    return bound;
  }

  async locate(userIds: readonly UserId[]): Promise<Map<UserId, Binding[]>> {
    const located = new Map<UserId, Binding[]>();
    await this.read(
      userIds,
      id => ['hgetall', this.keys.user(id)],
      (userId, reply, nowMs) => {
        const bindings = Object.entries(reply as Record<string, string>).flatMap(
          ([deviceId, value]) => unpackLive(userId, deviceId, value, nowMs) ?? [],
        );
        if (bindings.length > 0) located.set(userId, bindings);
      },
    );
    return located;
  }

  async occupy(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void> {
    const { keys, ttlMs } = this;
    for (const some of chunks(conversationIds)) {
      await this.connection.pipeline([
        enlistConversations(keys, serverId, some, ttlMs),
        ...some.map(id => commands.enlist.call(keys.conversation(id), [serverId], ttlMs)),
      ]);
    }
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
    const occupied = new Map<ConversationId, ServerId[]>();
    const command = (id: ConversationId): RedisCommand => {
      return ['zrange', this.keys.conversation(id), 0, -1, 'WITHSCORES'];
    };
    await this.read(conversationIds, command, (conversationId, reply, nowMs) => {
      // node, time of expiry, node, time of expiry …
      const parts = reply as string[];
      const live = parts.filter((_, i) => i % 2 === 0 && Number(parts[i + 1]) > nowMs);
      if (live.length > 0) occupied.set(conversationId, live);
    });
    return occupied;
  }

  async evict(serverId: ServerId): Promise<void> {
    await this.drain(this.keys.nodeBindings(serverId), members =>
      members.map(member => commands.unbind.call(this.keys, readIndexMember(member))),
    );
    await this.drain(this.keys.nodeConversations(serverId), ids =>
      ids.map(id => ['zrem', this.keys.conversation(id), serverId]),
    );
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Asks the same of each id, with the time at which Redis answered. */
  private async read(
    ids: readonly string[],
    command: (id: string) => RedisCommand,
    onReply: (id: string, reply: unknown, nowMs: number) => void,
  ): Promise<void> {
    for (const some of chunks(ids)) {
      const [time, ...replies] = await this.connection.pipeline([['time'], ...some.map(command)]);
      const [seconds, micros] = (time as string[]).map(Number) as [number, number];
      const nowMs = seconds * 1_000 + Math.floor(micros / 1_000);
      for (const [i, id] of some.entries()) onReply(id, replies[i], nowMs);
    }
  }

  /** Works off an index, page by page; a page is forgotten after what it points to is gone. */
  private async drain(
    index: string,
    forget: (members: readonly string[]) => RedisCommand[],
  ): Promise<void> {
    for (;;) {
      const page = await this.connection.command(['zrange', index, 0, ENTRIES_PER_PIPELINE - 1]);
      const members = page as string[];
      if (members.length === 0) return;
      await this.connection.pipeline([...forget(members), ['zrem', index, ...members]]);
    }
  }
}

function* chunks<T>(entries: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < entries.length; i += ENTRIES_PER_PIPELINE) {
    yield entries.slice(i, i + ENTRIES_PER_PIPELINE);
  }
}
