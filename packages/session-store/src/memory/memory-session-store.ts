import { type ConversationId, ParleyError, type ServerId, type UserId } from '@parley/core';
import type { PresenceMode } from '@parley/wire';
import type {
  Binding,
  Bound,
  SessionStore,
  Touched,
  TouchedBinding,
  VisibleStatus,
} from '../session-store.ts';
import { ExpiringTable } from './expiring-table.ts';
import { type MemorySessionStoreOptions, resolveMemorySessionStoreOptions } from './options.ts';
import { UserRecords } from './user-records.ts';

/** A session store inside one process, for `--module all`. */
export function createMemorySessionStore(options: MemorySessionStoreOptions = {}): SessionStore {
  return new MemorySessionStore(resolveMemorySessionStoreOptions(options));
}

class MemorySessionStore implements SessionStore {
  private readonly users: UserRecords;
  /** Conversation → node. */
  private readonly occupants: ExpiringTable<true>;
  private readonly sweeping: NodeJS.Timeout;
  private closed = false;

  constructor({ ttlMs, clock }: Required<MemorySessionStoreOptions>) {
    this.users = new UserRecords(ttlMs, clock);
    this.occupants = new ExpiringTable(ttlMs, () => clock.nowMs());
    this.sweeping = setInterval(() => {
      this.users.sweep();
      this.occupants.sweep();
    }, ttlMs).unref();
  }

  async bind(binding: Omit<Binding, 'boundAtUs'>): Promise<Bound> {
    this.checkOpen();
    return this.users.bind(binding);
  }

  async unbind(
    bindings: readonly Binding[],
  ): Promise<{ removed: number; changes: VisibleStatus[] }> {
    this.checkOpen();
    const all = bindings.map(binding => this.users.unbind(binding));
    return {
      removed: all.filter(({ isRemoved }) => isRemoved).length,
      changes: all.flatMap(({ changes }) => changes),
    };
  }

  async touch(bindings: readonly TouchedBinding[]): Promise<Touched> {
    this.checkOpen();
    const all = bindings.map(binding => this.users.touch(binding));
    return {
      rebound: all.flatMap(({ rebound }) => rebound),
      withoutMode: all.flatMap(({ withoutMode }) => withoutMode),
      visible: all.flatMap(({ visible }) => visible),
      changes: all.flatMap(({ changes }) => changes),
    };
  }

  async locate(userIds: readonly UserId[]): Promise<Map<UserId, Binding[]>> {
    this.checkOpen();
    return mapOfFilled(userIds, userId => this.users.bindingsOf(userId));
  }

  async nodesOf(userIds: readonly UserId[]): Promise<Map<UserId, readonly ServerId[]>> {
    this.checkOpen();
    return mapOfFilled(userIds, userId => this.users.nodesOf(userId));
  }

  async setModes(
    modes: ReadonlyMap<UserId, PresenceMode>,
    which: 'all' | 'unknown',
  ): Promise<VisibleStatus[]> {
    this.checkOpen();
    return [...modes].flatMap(([userId, mode]) => this.users.setMode(userId, mode, which));
  }

  async presence(
    userIds: readonly UserId[],
  ): Promise<{ statuses: VisibleStatus[]; changes: VisibleStatus[] }> {
    this.checkOpen();
    const all = userIds.map(userId => this.users.presence(userId));
    return {
      statuses: all.map(({ status }) => status),
      changes: all.flatMap(({ status, isNew }) => (isNew ? [status] : [])),
    };
  }

  async occupy(
    serverId: ServerId,
    conversationIds: readonly ConversationId[],
  ): Promise<ConversationId[]> {
    this.checkOpen();
    return conversationIds.filter(id => this.occupants.set(id, serverId, true));
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

  async evict(serverId: ServerId, graceMs: number): Promise<UserId[]> {
    this.checkOpen();
    this.occupants.sweep(occupant => occupant === serverId);
    return this.users.evict(device => device.serverId === serverId, graceMs);
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.sweeping);
  }

  private checkOpen(): void {
    if (this.closed) throw new ParleyError('unavailable', 'The session store is closed.');
  }
}

function mapOfFilled<K, V>(keys: readonly K[], valuesOf: (key: K) => V[]): Map<K, V[]> {
  const map = new Map<K, V[]>();
  for (const key of keys) {
    const values = valuesOf(key);
    if (values.length > 0) map.set(key, values);
  }
  return map;
}
