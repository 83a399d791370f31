import type { Timeline } from '@parley/client';
import type { ConversationId } from '@parley/core';
import type { Device } from '../load/device.ts';
import type { StoredLog } from './stored-logs.ts';

/** Compares what a device lists and shows with the logs of the database. */
export class DeviceView {
  readonly device: Device;
  private readonly timelines = new Map<ConversationId, Timeline>();

  constructor(device: Device) {
    this.device = device;
  }

  /** What is different, in sentences; empty when nothing is. */
  missing(logs: ReadonlyMap<ConversationId, StoredLog>): string[] {
    const { client, userId, name } = this.device;
    if (client === null) return [`${name} does not run`];
    const { items, loaded } = client.conversations;
    if (client.status.state !== 'online') return [`${name} is ${client.status.state}`];
    if (!loaded) return [`${name} has not loaded its conversations`];
    const listed = new Set(items.map(item => item.conversationId));
    const found: string[] = [];
    for (const [id, { members, lastSeq }] of logs) {
      // A direct conversation in which nobody has written is known to nobody but who opened it.
      if (lastSeq === 0) continue;
      if (members.has(userId) !== listed.has(id)) {
        found.push(
          `${name} ${listed.has(id) ? 'still lists' : 'does not list'} conversation ${id}`,
        );
      } else if (listed.has(id) && !this.shows(id, lastSeq)) {
        found.push(`${name} has conversation ${id} up to ${this.headOf(id)} of ${lastSeq}`);
      }
    }
    return found;
  }

  close(): void {
    for (const timeline of this.timelines.values()) timeline.close();
    this.timelines.clear();
  }

  private shows(id: ConversationId, lastSeq: number): boolean {
    const { client, shownSeq } = this.device;
    if ((shownSeq.get(id) ?? 0) >= lastSeq) return true;
    const entry = client?.conversations.get(id);
    if (entry === undefined || entry.lastSeq < lastSeq) return false;
    if (!shownSeq.has(id) && (entry.lastEvent?.seq ?? 0) >= lastSeq) return true;
    // It knows of the end without having been told of it as news: what does it show when it is opened?
    if (!this.timelines.has(id) && client) this.timelines.set(id, this.open(client.open(id)));
    return (this.timelines.get(id)?.events.at(-1)?.seq ?? 0) >= lastSeq;
  }

  private open(timeline: Timeline): Timeline {
    // A failed one shows nothing, which is what counts here.
    timeline.ready.catch(() => {});
    return timeline;
  }

  private headOf(id: ConversationId): number {
    return this.timelines.get(id)?.events.at(-1)?.seq ?? this.device.shownSeq.get(id) ?? 0;
  }
}
