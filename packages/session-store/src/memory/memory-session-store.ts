import { type ConversationId, ParleyError, type ServerId, type UserId } from '@parley/core';
import type { Binding, SessionStore } from '../session-store.ts';
import { ExpiringTable } from './expiring-table.ts';
import { type MemorySessionStoreOptions, resolveMemorySessionStoreOptions } from './options.ts';

/** A session store inside one process, for `--module all`. */
export function createMemorySessionStore(options: MemorySessionStoreOptions = {}): SessionStore {
  return new MemorySessionStore(resolveMemorySessionStoreOptions(options));
}

class MemorySessionStore implements SessionStore {
  /** User → device → binding. */
  private readonly bindings: ExpiringTable<Binding>;
  /** Conversation → node. */
  private readonly occupants: ExpiringTable<true>;
  private readonly sweeping: NodeJS.Timeout;
  private closed = false;

  constructor({ ttlMs, clock }: Required<MemorySessionStoreOptions>) {
    const nowMs = () => clock.nowMs();
    this.bindings = new ExpiringTable(ttlMs, nowMs);
    this.occupants = new ExpiringTable(ttlMs, nowMs);
    this.sweeping = setInterval(() => {
      this.bindings.sweep();
      this.occupants.sweep();
    }, ttlMs).unref();
  }

  async bind(binding: Binding): Promise<Binding | undefined> {
    this.checkOpen();
    const before = this.find(binding);
    this.bindings.set(binding.userId, binding.deviceId, { ...binding });
    return before && !isSame(before, binding) ? before : undefined;
  }

  async unbind(bindings: readonly Binding[]): Promise<number> {
    this.checkOpen();
    const known = bindings.filter(binding => {
      const isKnown = isSame(this.find(binding), binding);
      if (isKnown) this.bindings.delete(binding.userId, binding.deviceId);
      return isKnown;
    });
    return known.length;
  }

  async touch(bindings: readonly Binding[]): Promise<Binding[]> {
    this.checkOpen();
    return bindings.filter(binding => {
      const before = this.find(binding);
      if (before && !isSame(before, binding)) return false;
      this.bindings.set(binding.userId, binding.deviceId, { ...binding });
      return !before;
    });
  }

  async locate(userIds: readonly UserId[]): Promise<Map<UserId, Binding[]>> {
    this.checkOpen();
    return mapOfFilled(userIds, userId =>
      this.bindings.row(userId).map(([, binding]) => ({ ...binding })),
    );
  }

  async occupy(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void> {
    this.checkOpen();
    for (const id of conversationIds) this.occupants.set(id, serverId, true);
  }

  async vacate(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void> {
    this.checkOpen();
    for (const id of conversationIds) this.occupants.delete(id, serverId);
  }

  async hosts(
    conversationIds: readonly ConversationId[],
  ): Promise<Map<ConversationId, ServerId[]>> {
    this.checkOpen();
    return mapOfFilled(conversationIds, id => this.occupants.row(id).map(([serverId]) => serverId));
  }

  async evict(serverId: ServerId): Promise<void> {
    this.checkOpen();
    this.bindings.sweep((_deviceId, binding) => binding.serverId === serverId);
    this.occupants.sweep(occupant => occupant === serverId);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeping);
  }

  private find({ userId, deviceId }: Binding): Binding | undefined {
    return this.bindings.get(userId, deviceId);
  }

  private checkOpen(): void {
    if (this.closed) throw new ParleyError('unavailable', 'The session store is closed.');
  }
}

function isSame(one: Binding | undefined, other: Binding): boolean {
  return one?.connectionId === other.connectionId;
}

function mapOfFilled<K, V>(keys: readonly K[], valuesOf: (key: K) => V[]): Map<K, V[]> {
  const map = new Map<K, V[]>();
  for (const key of keys) {
    const values = valuesOf(key);
    if (values.length > 0) map.set(key, values);
  }
  return map;
}
