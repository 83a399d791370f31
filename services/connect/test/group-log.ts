import type { Dispatch__Output, OpenReply__Output } from '@parley/contracts';
import type { Members } from '../src/fence/ask-members.ts';

const NOTHING = Buffer.alloc(0);

interface Entry {
  /** Who may hear it: the members before it and after it. */
  audience: ReadonlySet<string>;
  /** The last change before it. */
  membersSeq: number;
  /** Who came or went with it. */
  change: { userId: string; subscribed: boolean } | undefined;
}

/** The log of a group, with who was a member at each seq. */
export class GroupLog {
  readonly conversationId = '20';
  readonly entries: Entry[] = [];
  membersSeq = 0;
  /** With the first seq that each may see. */
  readonly members = new Map<string, number>();

  /** The seq of a new message. */
  say(): number {
    return this.add(undefined);
  }

  /** The seq of the event by which a user comes, or goes who is in. */
  change(userId: string): number {
    return this.add({ userId, subscribed: !this.members.has(userId) });
  }

  get lastSeq(): number {
    return this.entries.length;
  }

  mayHear(userId: string, seq: number): boolean {
    return this.entries[seq - 1]?.audience.has(userId) ?? false;
  }

  bringsIn(seq: number): boolean {
    return this.entries[seq - 1]?.change?.subscribed ?? false;
  }

  dispatchOf(seq: number): Dispatch__Output {
    const { conversationId } = this;
    const entry = this.entries[seq - 1];
    const { membersSeq, change } = entry ?? { membersSeq: 0, change: undefined };
    return {
      conversationId,
      seq,
      membersSeq,
      subscriptions: change ? [change] : [],
      audience: { to: 'subscribers', subscribers: true },
      event: Buffer.from(JSON.stringify({ seq })),
      closeSessionId: '',
      onlyServerId: '',
      attempts: 0,
      committedAtMs: 0,
      signal: NOTHING,
    };
  }

  signal(): Dispatch__Output {
    const signal = Buffer.from('{"type":"typing"}');
    return { ...this.dispatchOf(0), event: NOTHING, signal };
  }

  openReply(userId: string): OpenReply__Output {
    const fromSeq = this.members.get(userId);
    const isIn = fromSeq !== undefined;
    return {
      userId,
      sessionId: `s-${userId}`,
      subscribeTo: isIn ? [this.conversationId] : [],
      visibleFromSeqs: isIn ? [fromSeq] : [],
      membersSeqs: isIn ? [this.membersSeq] : [],
    } as OpenReply__Output;
  }

  /** @param membersSeq if the row was read before the members */
  membersOf(userIds: readonly string[], membersSeq = this.membersSeq): Members {
    const found = userIds.filter(userId => this.members.has(userId));
    const visibleFromSeqs = new Map(
      found.map((userId): [string, number] => [userId, this.members.get(userId) ?? 0]),
    );
    return { membersSeq, visibleFromSeqs };
  }

  private add(change: Entry['change']): number {
    const { membersSeq } = this;
    const before = [...this.members.keys()];
    const seq = this.entries.length + 1;
    if (change !== undefined) {
      this.membersSeq = seq;
      if (change.subscribed) this.members.set(change.userId, seq);
      else this.members.delete(change.userId);
    }
    this.entries.push({
      audience: new Set([...before, ...this.members.keys()]),
      membersSeq,
      change,
    });
    return seq;
  }
}
