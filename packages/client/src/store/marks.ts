import type { ConversationId } from '@parley/core';
import type { Link } from '../socket/link.ts';

/** Positions of one turn of events are told together, and not more often than this. */
const COALESCE_MS = 100;

interface Positions {
  ack: number;
  read: number;
}

/**
 * Tells the server how far this device has everything and how far its person has read. Both only
 * grow and have no answer, so what was told over a link that ended is told again over the next one.
 */
export class Marks {
  private readonly reached = new Map<ConversationId, Positions>();
  private readonly told = new Map<ConversationId, Positions>();
  private link: Link | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;

  ack(id: ConversationId, seq: number): void {
    this.raise(id, 'ack', seq);
  }

  read(id: ConversationId, seq: number): void {
    this.raise(id, 'read', seq);
  }

  attach(link: Link): void {
    this.link = link;
    this.told.clear();
    this.flushSoon();
  }

  detach(): void {
    this.link = null;
  }

  /** The server knows this already. */
  known(id: ConversationId, positions: { deliveredSeq: number; readSeq: number }): void {
    const reached = this.reached.get(id);
    if (reached === undefined) return;
    const nothingNew = reached.ack <= positions.deliveredSeq && reached.read <= positions.readSeq;
    if (nothingNew) this.reached.delete(id);
  }

  /** What was reached in this log was in another one. */
  forget(id: ConversationId): void {
    this.reached.delete(id);
    this.told.delete(id);
  }

  clear(): void {
    this.reached.clear();
    this.told.clear();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private raise(id: ConversationId, which: keyof Positions, seq: number): void {
    const positions = this.reached.get(id) ?? { ack: 0, read: 0 };
    if (seq <= positions[which]) return;
    this.reached.set(id, { ...positions, [which]: seq });
    this.flushSoon();
  }

  private flushSoon(): void {
    if (this.link === null || this.timer !== null) return;
    this.timer = setTimeout(() => {
      this.timer = null;
      this.flush();
    }, COALESCE_MS);
  }

  private flush(): void {
    if (this.link === null) return;
    for (const [conversationId, { ack, read }] of this.reached) {
      const told = this.told.get(conversationId);
      if (ack > (told?.ack ?? 0)) this.link.mark({ op: 'ack', conversationId, seq: ack });
      if (read > (told?.read ?? 0)) this.link.mark({ op: 'read', conversationId, seq: read });
      this.told.set(conversationId, { ack, read });
    }
  }
}
