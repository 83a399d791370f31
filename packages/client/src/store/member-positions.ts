import type { UserId } from '@parley/core';
import type { ConversationPositions, LogEvent, MemberPosition, PositionSignal } from '@parley/wire';
import { Receipts } from './receipts.ts';

/**
 * How far each member of a conversation is: asked for once, then kept by signals and by who comes and
 * goes. Signals may be lost, come twice or late; positions only grow, so the higher one holds.
 */
export class MemberPositions {
  /** Whether everybody's position is known and signals keep it so. */
  isKnown = false;
  /** Grows when members come or go, so that an answer from before is recognised. */
  generation = 0;
  private readonly byUser = new Map<UserId, MemberPosition>();
  private snapshot: Receipts | null = null;

  receipts(me: UserId): Receipts {
    this.snapshot ??= new Receipts(new Map([...this.byUser].filter(([userId]) => userId !== me)));
    return this.snapshot;
  }

  /** Takes the server's answer to a question asked in `generation`. */
  take({ members, tooMany }: ConversationPositions, generation: number): void {
    this.isKnown = tooMany || generation === this.generation;
    const there = new Set(members.map(({ userId }) => userId));
    for (const userId of this.byUser.keys()) if (!there.has(userId)) this.byUser.delete(userId);
    for (const member of members) this.raise(member);
    this.snapshot = null;
  }

  /** The log was rewritten: positions of the old one say nothing of the new one. */
  forget(): void {
    this.byUser.clear();
    this.isKnown = false;
    this.generation++;
    this.snapshot = null;
  }

  move({ userId, deliveredSeq, readSeq }: PositionSignal): void {
    const visibleFromSeq = this.byUser.get(userId)?.visibleFromSeq;
    // Of somebody who is not among the members as they are known here: they are to be asked for again.
    if (visibleFromSeq === undefined) this.isKnown = false;
    this.raise({ userId, deliveredSeq, readSeq, visibleFromSeq: visibleFromSeq ?? 1 });
  }

  follow(event: LogEvent): void {
    if (event.type === 'members-added') {
      const before = { deliveredSeq: event.seq - 1, readSeq: event.seq - 1 };
      for (const userId of event.body.userIds) {
        this.raise({ userId, ...before, visibleFromSeq: event.seq });
      }
    } else if (event.type === 'members-removed') {
      for (const userId of event.body.userIds) this.left(userId, event.seq);
    } else return;
    this.generation++;
    this.snapshot = null;
  }

  /** Signals overtake the log: whoever is known to be further than this has come back since. */
  private left(userId: UserId, seq: number): void {
    const held = this.byUser.get(userId);
    if (held === undefined) return;
    const furthestSeq = Math.max(held.deliveredSeq, held.readSeq, held.visibleFromSeq);
    if (furthestSeq < seq) this.byUser.delete(userId);
  }

  private raise(position: MemberPosition): void {
    const held = this.byUser.get(position.userId);
    this.byUser.set(position.userId, {
      userId: position.userId,
      visibleFromSeq: Math.max(position.visibleFromSeq, held?.visibleFromSeq ?? 0),
      deliveredSeq: Math.max(position.deliveredSeq, held?.deliveredSeq ?? 0),
      readSeq: Math.max(position.readSeq, held?.readSeq ?? 0),
    });
    this.snapshot = null;
  }
}
