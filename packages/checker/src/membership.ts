import type { UserId } from '@parley/core';
import type { Joined, Left } from './history.ts';

/** A time during which somebody was a member, by seq: `joinedSeq … leftSeq`. */
interface Stay {
  joinedSeq: number;
  visibleFromSeq: number;
  /** Infinity: still a member. */
  leftSeq: number;
}

const ALWAYS: Stay = { joinedSeq: 1, visibleFromSeq: 1, leftSeq: Number.POSITIVE_INFINITY };

/** Who was a member of one conversation, and when. Nothing known of anybody: everybody, always. */
export class Membership {
  private readonly changes = new Map<UserId, (Joined | Left)[]>();
  private readonly stays = new Map<UserId, readonly Stay[]>();

  /** In whichever order, repeated or not. */
  add(change: Joined | Left): void {
    const known = this.changes.get(change.userId);
    if (known === undefined) this.changes.set(change.userId, [change]);
    else known.push(change);
    this.stays.delete(change.userId);
  }

  maySee(userId: UserId, seq: number): boolean {
    return this.of(userId).some(stay => stay.visibleFromSeq <= seq && seq <= stay.leftSeq);
  }

  /** Whether both seqs belong to one stay: what happened (or may be seen) between them does too. */
  inOneStay(
    userId: UserId,
    seq: number,
    laterSeq: number,
    from: 'joinedSeq' | 'visibleFromSeq',
  ): boolean {
    return this.of(userId).some(stay => stay[from] <= seq && laterSeq <= stay.leftSeq);
  }

  /** The first seq that the user may see at the end; null for who is no member then. */
  visibleAtEnd(userId: UserId): number | null {
    const last = this.of(userId).at(-1);
    return last?.leftSeq === Number.POSITIVE_INFINITY ? last.visibleFromSeq : null;
  }

  private of(userId: UserId): readonly Stay[] {
    if (this.changes.size === 0) return [ALWAYS];
    const known = this.stays.get(userId);
    if (known !== undefined) return known;
    const stays = toStays(this.changes.get(userId) ?? []);
    this.stays.set(userId, stays);
    return stays;
  }
}

function toStays(changes: readonly (Joined | Left)[]): Stay[] {
  const stays: Stay[] = [];
  for (const change of changes.toSorted((a, b) => a.seq - b.seq)) {
    const last = stays.at(-1);
    const open = last?.leftSeq === Number.POSITIVE_INFINITY ? last : null;
    if (change.kind === 'left') {
      if (open !== null) open.leftSeq = change.seq;
      else if (last === undefined) stays.push({ ...ALWAYS, leftSeq: change.seq });
    } else if (open === null) {
      const { seq: joinedSeq, visibleFromSeq } = change;
      stays.push({ joinedSeq, visibleFromSeq, leftSeq: Number.POSITIVE_INFINITY });
    }
  }
  return stays;
}
