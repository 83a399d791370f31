import type { Clock, ServerId, UserId } from '@parley/core';
import type { PresenceMode } from '@parley/wire';
import type { Binding, Bound, Touched, TouchedBinding, VisibleStatus } from '../session-store.ts';
import { type Device, UserRecord } from './user-record.ts';

/** The devices and the presence of all users, as the port says it. */
export class UserRecords {
  private readonly records = new Map<UserId, UserRecord>();
  private readonly ttlUs: number;
  private readonly clock: Clock;
  private lastUs = 0;

  constructor(ttlMs: number, clock: Clock) {
    this.ttlUs = 1_000 * ttlMs;
    this.clock = clock;
  }

  bind(given: Omit<Binding, 'boundAtUs'>): Bound {
    return this.change(given.userId, (record, nowUs) => {
      const before = record.devices.get(given.deviceId);
      if (before !== undefined && before.attempt > given.attempt) {
        const changes = record.settle(nowUs);
        return { boundAtUs: 0, isLate: true, replaced: undefined, mode: record.mode, changes };
      }
      const boundAtUs = Math.max(nowUs, before ? before.boundAtUs + 1 : 0);
      this.put(record, { ...given, boundAtUs }, false, nowUs);
      const isOther = before !== undefined && before.connectionId !== given.connectionId;
      const replaced = isOther ? bindingOf(before) : undefined;
      const changes = record.settle(nowUs);
      return { boundAtUs, isLate: false, replaced, mode: record.mode, changes };
    });
  }

  unbind({ userId, deviceId, connectionId }: Binding): {
    isRemoved: boolean;
    changes: VisibleStatus[];
  } {
    return this.change(userId, (record, nowUs) => {
      const isRemoved = record.devices.get(deviceId)?.connectionId === connectionId;
      if (isRemoved) record.devices.delete(deviceId);
      return { isRemoved, changes: record.settle(nowUs) };
    });
  }

  touch({ gapKnown, ...binding }: TouchedBinding): Touched {
    return this.change(binding.userId, (record, nowUs) => {
      const bound = record.devices.get(binding.deviceId);
      const isKnown = bound?.connectionId === binding.connectionId;
      const isStale = bound && !isKnown && !isLater(binding, bound);
      const gap = !isStale && (!isKnown || (!gapKnown && bound.gap));
      if (!isStale) this.put(record, binding, gap, nowUs);
      return {
        rebound: gap ? [binding] : [],
        withoutMode: record.mode === undefined ? [binding.userId] : [],
        visible: record.mode && record.mode !== 'invisible' ? [binding.userId] : [],
        changes: record.settle(nowUs),
      };
    });
  }

  bindingsOf(userId: UserId): Binding[] {
    const record = this.records.get(userId);
    record?.expire(this.nowUs());
    return [...(record?.devices.values() ?? [])].map(bindingOf);
  }

  nodesOf(userId: UserId): ServerId[] {
    const record = this.records.get(userId);
    if (record === undefined) return [];
    record.expire(this.nowUs());
    const nodes: ServerId[] = [];
    for (const { serverId } of record.devices.values()) {
      if (!nodes.includes(serverId)) nodes.push(serverId);
    }
    return nodes;
  }

  setMode(userId: UserId, mode: PresenceMode, which: 'all' | 'unknown'): VisibleStatus[] {
    return this.change(userId, (record, nowUs) => {
      if (which === 'all' || record.mode === undefined) record.mode = mode;
      if (which === 'all') record.hold(0);
      return record.settle(nowUs);
    });
  }

  presence(userId: UserId): { status: VisibleStatus; isNew: boolean } {
    return this.change(userId, (record, nowUs) => {
      const isNew = record.settle(nowUs).length > 0;
      return { status: record.visible(nowUs), isNew };
    });
  }

  /** Returns the users whose status is going to fall. */
  evict(isGone: (device: Device) => boolean, graceMs: number): UserId[] {
    return [...this.records.keys()].filter(userId =>
      this.change(userId, (record, nowUs) => {
        const gone = [...record.devices.values()].filter(isGone);
        for (const { deviceId } of gone) record.devices.delete(deviceId);
        const falls = gone.length > 0 && record.falls;
        if (falls) record.hold(nowUs + 1_000 * graceMs);
        return falls;
      }),
    );
  }

  /** Forgets who has nothing left. */
  sweep(): void {
    for (const userId of this.records.keys()) {
      this.change(userId, (record, nowUs) => {
        if (record.devices.size === 0) record.settle(nowUs);
      });
    }
  }

  private change<T>(userId: UserId, work: (record: UserRecord, nowUs: number) => T): T {
    const nowUs = this.nowUs();
    const record = this.records.get(userId) ?? new UserRecord(userId);
    record.expire(nowUs);
    const outcome = work(record, nowUs);
    if (record.isEmpty) this.records.delete(userId);
    else this.records.set(userId, record);
    return outcome;
  }

  private put(record: UserRecord, binding: Binding, gap: boolean, nowUs: number): void {
    record.devices.set(binding.deviceId, { ...binding, gap, expiresAtUs: nowUs + this.ttlUs });
  }

  /** Rises with every call, so that versions do. */
  private nowUs(): number {
    this.lastUs = Math.max(this.lastUs + 1, 1_000 * this.clock.nowMs());
    return this.lastUs;
  }
}

function bindingOf({ gap: _gap, expiresAtUs: _expiresAtUs, ...binding }: Device): Binding {
  return binding;
}

/** Whether `one` is the later connection of the device. */
function isLater(one: Binding, other: Binding): boolean {
  const ahead = one.attempt - other.attempt;
  return ahead === 0 ? one.boundAtUs > other.boundAtUs : ahead > 0;
}
