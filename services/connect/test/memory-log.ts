import type { Subscription } from '@parley/contracts';

export interface Log {
  kind: 'direct' | 'group';
  events: Buffer[];
  /** Members with the first seq that they may see. */
  members: Map<string, number>;
  /** Who came and went, by the seq of the event that says so. */
  changes: Map<number, Subscription[]>;
}

/** The last change of members up to `seq`. */
export function membersSeqOf({ changes }: Log, seq = Number.POSITIVE_INFINITY): number {
  return Math.max(0, ...[...changes.keys()].filter(change => change <= seq));
}

export function keyOf({ userId, deviceId }: { userId: string; deviceId: string }): string {
  return `${userId}/${deviceId}`;
}
