import type { UserId } from '@parley/core';
import type { PresenceMode, PresenceStatus } from '@parley/wire';
import type { Binding, VisibleStatus } from '../session-store.ts';
import { isFall, visibleStatus } from '../visible-status.ts';

/** A bound device. */
export interface Device extends Binding {
  expiresAtUs: number;
  /** The binding had been lost, and its node has not said yet that it knows. */
  gap: boolean;
}

/** What is known of one user: the devices, the mode, and the status that was told last. */
export class UserRecord {
  readonly devices = new Map<string, Device>();
  mode: PresenceMode | undefined;
  private status: PresenceStatus = 'offline';
  private version = 0;
  private holdUntilUs = 0;
  private readonly userId: UserId;

  constructor(userId: UserId) {
    this.userId = userId;
  }

  /** Takes out devices that have expired. */
  expire(nowUs: number): void {
    for (const [deviceId, { expiresAtUs }] of this.devices) {
      if (expiresAtUs <= nowUs) this.devices.delete(deviceId);
    }
  }

  /** Whether the status that follows from the devices is less than the one that was told. */
  get falls(): boolean {
    return isFall(this.status, this.statusNow);
  }

  /** Until then the status does not fall, unless it has been up again meanwhile; 0 ends that. */
  hold(untilUs: number): void {
    this.holdUntilUs = untilUs === 0 ? 0 : Math.max(this.holdUntilUs, untilUs);
  }

  /** Brings the status up to date; returns it if it changed. */
  settle(nowUs: number): VisibleStatus[] {
    if (this.isHeld(nowUs)) return [];
    this.holdUntilUs = 0;
    const status = this.statusNow;
    if (status === this.status) return [];
    this.status = status;
    this.version = Math.max(this.version + 1, nowUs);
    return [this.visible(nowUs)];
  }

  visible(nowUs: number): VisibleStatus {
    const { userId, status, version } = this;
    return { userId, status, version: version > 0 ? version : nowUs - 1 };
  }

  /** Whether there is nothing to remember: no device, and nothing to be told. */
  get isEmpty(): boolean {
    return this.devices.size === 0 && !this.falls;
  }

  private get statusNow(): PresenceStatus {
    return visibleStatus(this.mode, this.devices.values());
  }

  private isHeld(nowUs: number): boolean {
    return nowUs < this.holdUntilUs && this.falls;
  }
}
