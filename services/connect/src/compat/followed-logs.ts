import type { ConversationId } from '@parley/core';
import type { ConversationHead, ConversationKind, LogEvent, PageFrame } from '@parley/wire';
import { LogFollower } from './log-follower.ts';

/** A conversation as far as it is known. */
type Known = Pick<ConversationHead, 'conversationId' | 'kind' | 'lastSeq'>;

interface Ports {
  /** Each event of a followed log, once and in order. */
  deliver: (event: LogEvent, kind: ConversationKind) => void;
  /** Asks for the events of a log after this seq. */
  fetch: (conversationId: ConversationId, afterSeq: number) => void;
}

/** The logs of one person, of which the private ones and one room are followed, from the hello on. */
export class FollowedLogs {
  private readonly ports: Ports;
  private readonly known = new Map<ConversationId, Known>();
  private readonly followers = new Map<ConversationId, LogFollower>();
  private room: ConversationId | undefined;
  /** Whether all conversations that there were at the hello are known. */
  private knowsAll = true;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** What the hello was answered. @param isWhole whether that is all */
  begin(heads: readonly ConversationHead[], isWhole: boolean): void {
    this.knowsAll = isWhole;
    for (const head of heads) this.learn(head);
  }

  isKnown(conversationId: ConversationId): boolean {
    return this.known.has(conversationId);
  }

  /** How far a log is known to go. */
  seqOf(conversationId: ConversationId): number {
    return this.known.get(conversationId)?.lastSeq ?? 0;
  }

  /** Never goes back. */
  learn({ conversationId, kind, lastSeq }: Known): void {
    const furthest = Math.max(this.seqOf(conversationId), lastSeq);
    this.known.set(conversationId, { conversationId, kind, lastSeq: furthest });
  }

  /** Follows this room from `afterSeq` on, and no other one any more. */
  enter(conversationId: ConversationId, afterSeq: number): void {
    if (this.room !== undefined) this.followers.delete(this.room);
    this.room = conversationId;
    this.follow(conversationId, afterSeq).extendsTo(this.seqOf(conversationId));
  }

  /** An event was pushed. */
  take(event: LogEvent): void {
    const { conversationId, seq } = event;
    const known = this.known.get(conversationId);
    if (known === undefined) return;
    if (known.kind === 'direct' && !this.followers.has(conversationId)) {
      // From its beginning if it has begun since the hello.
      const isOlder = known.lastSeq === 0 && !this.knowsAll;
      this.follow(conversationId, isOlder ? seq - 1 : known.lastSeq);
    }
    const follower = this.followers.get(conversationId);
    if (follower !== undefined) follower.take(event);
    else this.learn({ ...known, lastSeq: seq });
  }

  /** The node says how far a log goes. */
  takeHead(head: ConversationHead): void {
    const { conversationId, kind, lastSeq } = head;
    const before = this.known.get(conversationId)?.lastSeq;
    if (kind === 'direct' && before !== undefined && !this.followers.has(conversationId)) {
      this.follow(conversationId, before);
    }
    this.learn(head);
    this.followers.get(conversationId)?.extendsTo(lastSeq);
  }

  /** The answer to `fetch`. */
  takePage({ conversationId, events, hasMore }: PageFrame): void {
    this.followers.get(conversationId)?.page(events, hasMore);
  }

  /** The log is not theirs any more. */
  forget(conversationId: ConversationId): void {
    this.followers.delete(conversationId);
    this.known.delete(conversationId);
  }

  private follow(conversationId: ConversationId, afterSeq: number): LogFollower {
    const follower = new LogFollower(afterSeq, {
      deliver: event => {
        const known = this.known.get(conversationId);
        if (known === undefined) return;
        this.learn({ ...known, lastSeq: event.seq });
        this.ports.deliver(event, known.kind);
      },
      fetch: seq => this.ports.fetch(conversationId, seq),
    });
    this.followers.set(conversationId, follower);
    return follower;
  }
}
