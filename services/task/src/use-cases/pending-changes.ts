import type { ServerId } from '@parley/core';
import { changesMembers, type RoutedDispatch } from '../routing/dispatch.ts';

/** A queue item with what it holds. */
export interface ReadDispatches {
  itemId: string;
  dispatches: readonly RoutedDispatch[];
}

/** What an item in the schedule means for one conversation on one node. */
interface Change {
  /** Of the first change of members in it. */
  seq: number;
  /** When it comes back, as far as this process knows; of `performance.now()`. */
  dueMs: number;
}

/** By conversation and node, then by item. */
type Lines = Map<string, Map<string, Change>>;

/**
 * The changes of members that a node has not taken yet. While one is in the schedule, what comes after
 * it in its conversation is not pushed to that node: whom the change removes would hear it. FLOW.md
 * says why that is enough.
 */
export class PendingChanges {
  private readonly partitions = new Map<number, Lines>();

  /** Begins anew with what lies in the schedule of a partition. */
  reset(partition: number, items: readonly ReadDispatches[]): void {
    this.partitions.set(partition, new Map());
    for (const item of items) this.add(partition, item, 0);
  }

  /** An item has been put into the schedule, or is in hand and will come again. */
  add(partition: number, { itemId, dispatches }: ReadDispatches, dueMs: number): void {
    const lines: Lines = this.partitions.get(partition) ?? new Map();
    this.partitions.set(partition, lines);
    for (const dispatch of dispatches.filter(changesMembers)) {
      const key = keyOf(dispatch.onlyServerId, dispatch);
      const line = lines.get(key) ?? new Map<string, Change>();
      lines.set(key, line);
      const seq = Math.min(dispatch.seq, line.get(itemId)?.seq ?? dispatch.seq);
      line.set(itemId, { seq, dueMs });
    }
  }

  /** An item is in hand. False if it has not come out of the schedule, or holds no change. */
  take(partition: number, { itemId, dispatches }: ReadDispatches): boolean {
    const lines = this.partitions.get(partition);
    let isKnown = false;
    for (const dispatch of dispatches.filter(changesMembers)) {
      const key = keyOf(dispatch.onlyServerId, dispatch);
      const line = lines?.get(key);
      if (line?.delete(itemId)) isKnown = true;
      if (line?.size === 0) lines?.delete(key);
    }
    return isKnown;
  }

  /** When what this dispatch has to wait for comes back; undefined when it need not wait. */
  blockedUntilMs(
    partition: number,
    serverId: ServerId,
    dispatch: RoutedDispatch,
  ): number | undefined {
    const lines = this.partitions.get(partition);
    // As a rule nothing is pending, and every dispatch is asked about.
    if (lines === undefined || lines.size === 0) return undefined;
    const line = lines.get(keyOf(serverId, dispatch));
    if (line === undefined) return undefined;
    const before = [...line.values()].filter(({ seq }) => seq < dispatch.seq);
    if (before.length === 0) return undefined;
    return Math.max(...before.map(({ dueMs }) => dueMs));
  }
}

function keyOf(serverId: ServerId, { conversationId }: RoutedDispatch): string {
  return `${conversationId} ${serverId}`;
}
