import type { ConversationId, UserId } from '@parley/core';
import {
  type ConversationHead,
  type ConversationKind,
  type ConversationView,
  type LogEvent,
  type MemberRole,
  type PositionSignal,
  UNREAD_EVENTS,
  type UserView,
} from '@parley/wire';
import { ConversationLog, type LogPosition } from '../log/conversation-log.ts';
import {
  type CountedStretch,
  countUnread,
  NOTHING_UNREAD,
  type UnreadCounts,
} from './count-unread.ts';
import { MemberPositions } from './member-positions.ts';
import type { Receipts } from './receipts.ts';

/** One line of the conversation list. Never changed: a new one replaces it. */
export interface ConversationEntry {
  readonly conversationId: ConversationId;
  readonly kind: ConversationKind;
  /** null for a direct conversation: show the peer. */
  readonly title: string | null;
  readonly peer: UserView | null;
  readonly role: MemberRole | null;
  readonly memberCount: number;
  readonly lastSeq: number;
  readonly readSeq: number;
  /**
   * Others' messages after `readSeq`, among the first `UNREAD_EVENTS` events there: as the log says
   * it, however it was learnt.
   */
  readonly unreadCount: number;
  /** Those of them that mention the user. */
  readonly mentionCount: number;
  /** The log goes on behind what the counts look at: show them with a `+`. */
  readonly moreUnread: boolean;
  /** False for a moment, while the server is asked; the counts are then those from before. */
  readonly isCounted: boolean;
  /** How far the others are. Asked for while the conversation is open or `watchReceipts` wants it. */
  readonly receipts: Receipts;
  readonly lastEvent: LogEvent | null;
  /** For the order of the list. */
  readonly activeAtMs: number;
}

/** What the client holds of one conversation: what it is, how far it was read, and its log. */
export class Conversation {
  readonly log: ConversationLog;
  view: ConversationView;
  readSeq: number;
  deliveredSeq: number;
  /** How far the server is known to know that the person has read. */
  toldReadSeq: number;
  readonly members = new MemberPositions();
  /** How many timelines show it. */
  openCount = 0;
  private counted: CountedStretch | null = null;
  private countsBefore: UnreadCounts = NOTHING_UNREAD;
  private lastEvent: LogEvent | null;
  /** The last event that `view.memberCount` has taken into account. */
  private memberCountSeq: number;
  private entryNow: ConversationEntry | null = null;

  constructor(view: ConversationView) {
    this.view = view;
    this.readSeq = view.own?.readSeq ?? 0;
    this.toldReadSeq = this.readSeq;
    this.deliveredSeq = view.own?.deliveredSeq ?? 0;
    this.lastEvent = view.lastEvent;
    this.memberCountSeq = view.lastSeq;
    const visibleFromSeq = view.own?.visibleFromSeq ?? 1;
    this.log = new ConversationLog({ epoch: view.epoch, lastSeq: view.lastSeq, visibleFromSeq });
    if (view.lastEvent?.seq === this.log.headSeq) this.log.prepend([view.lastEvent], true);
    this.takeCounts(view);
  }

  get id(): ConversationId {
    return this.view.conversationId;
  }

  /** Whether the user is in it; a room, for one, can be looked at from outside. */
  get isOwn(): boolean {
    return this.view.own !== null || this.view.kind === 'world';
  }

  /** Whether the end of the log is really held, and not only known to be there. */
  get holdsHead(): boolean {
    return this.log.events.length > 0 || !this.log.hasOlder;
  }

  /** Returns whether the log was rewritten, so that nothing known of it holds any more. */
  applyView(view: ConversationView): boolean {
    const { own, epoch, lastSeq } = view;
    const { memberCount } = this.view;
    const knowsMore = epoch === this.log.epoch && this.memberCountSeq > lastSeq;
    this.view = knowsMore ? { ...view, memberCount } : view;
    if (!knowsMore) this.memberCountSeq = lastSeq;
    const visibleFromSeq = own?.visibleFromSeq ?? 1;
    const rewritten = this.applyLog({ epoch, lastSeq, visibleFromSeq });
    if (own !== null) this.applyPositions(own);
    const newer = view.lastEvent !== null && view.lastEvent.seq > (this.lastEvent?.seq ?? 0);
    if (newer) this.lastEvent = view.lastEvent;
    this.takeCounts(view);
    this.touch();
    return rewritten;
  }

  /** Returns whether the log was rewritten. */
  applyHead(head: ConversationHead): boolean {
    const rewritten = this.applyLog(head);
    this.applyPositions(head);
    this.touch();
    return rewritten;
  }

  /** A position has moved, of this user on another device or of somebody else. */
  applySignal(signal: PositionSignal, me: UserId): void {
    if (signal.userId === me) this.applyPositions(signal);
    else this.members.move(signal);
    this.touch();
  }

  /** Forgets the oldest events of the window beyond `keep`, but not what they add to the counts. */
  trim(keep: number, me: UserId): void {
    this.counted = this.count(me) ?? this.counted;
    this.log.trim(keep);
  }

  /** Returns what the log gained, in order. */
  accept(events: readonly LogEvent[]): LogEvent[] {
    const gained = this.log.accept(events);
    for (const event of gained) this.applyEvent(event);
    if (gained.length > 0) this.touch();
    return gained;
  }

  /** Moves the read position; it only grows. Returns whether it moved. */
  markRead(seq: number): boolean {
    const to = Math.min(seq, this.log.knownSeq);
    if (to <= this.readSeq) return false;
    this.readSeq = to;
    this.touch();
    return true;
  }

  /** The derived line of the list is out of date. */
  touch(): void {
    this.entryNow = null;
  }

  entry(me: UserId): ConversationEntry {
    this.entryNow ??= this.toEntry(me);
    return this.entryNow;
  }

  private applyEvent(event: LogEvent): void {
    this.lastEvent = event;
    this.members.follow(event);
    if (event.seq <= this.memberCountSeq) return;
    if (event.type === 'members-added') this.countMembers(event, event.body.userIds.length);
    if (event.type === 'members-removed') this.countMembers(event, -event.body.userIds.length);
  }

  private countMembers({ seq }: LogEvent, more: number): void {
    const { view } = this;
    this.view = { ...view, memberCount: Math.max(0, view.memberCount + more) };
    this.memberCountSeq = seq;
  }

  private applyPositions(own: { deliveredSeq: number; readSeq: number }): void {
    this.deliveredSeq = Math.max(this.deliveredSeq, own.deliveredSeq);
    this.readSeq = Math.max(this.readSeq, own.readSeq);
    this.toldReadSeq = Math.max(this.toldReadSeq, own.readSeq);
  }

  /** Of two stretches the one that begins later counts, since read positions only grow. */
  private takeCounts({ epoch, lastSeq, own }: ConversationView): void {
    if (own === null) return;
    const from = Math.max(own.readSeq, own.visibleFromSeq - 1);
    const held = this.counted;
    const isOlder =
      held?.epoch === epoch && (held.from > from || (held.from === from && held.to > lastSeq));
    if (isOlder) return;
    const { unreadCount, mentionCount } = own;
    this.countsBefore = { unreadCount, mentionCount };
    this.counted = { epoch, from, to: Math.max(from, lastSeq), unreadCount, mentionCount };
  }

  private get unreadFrom(): number {
    return Math.max(this.readSeq, this.log.visibleFromSeq - 1);
  }

  private count(me: UserId): CountedStretch | undefined {
    return countUnread(this.log, this.unreadFrom, this.counted, me);
  }

  private applyLog(position: LogPosition): boolean {
    const { log } = this;
    const rewritten = position.epoch !== log.epoch;
    if (rewritten) {
      log.restart(position);
      this.lastEvent = null;
      this.memberCountSeq = position.lastSeq;
      this.deliveredSeq = 0;
      this.readSeq = 0;
      this.toldReadSeq = 0;
      this.members.forget();
    } else if (position.visibleFromSeq > log.headSeq + 1) {
      // The user left and came back: what follows the coming back is still to be told.
      log.restart({ ...position, lastSeq: position.visibleFromSeq - 1 });
      this.lastEvent = null;
    }
    log.observe(position.lastSeq);
    return rewritten;
  }

  private toEntry(me: UserId): ConversationEntry {
    const { view, log } = this;
    // After the window was dropped its new end came with a page.
    const end = log.events.at(-1);
    const lastEvent = (end?.seq ?? 0) > (this.lastEvent?.seq ?? 0) ? end : this.lastEvent;
    // A room that is only looked at has nothing unread.
    const counts = view.own === null ? NOTHING_UNREAD : this.count(me);
    if (counts !== undefined) this.countsBefore = counts;
    const { unreadCount, mentionCount } = this.countsBefore;
    return {
      conversationId: view.conversationId,
      kind: view.kind,
      title: view.title,
      peer: view.peer,
      role: view.own?.role ?? null,
      memberCount: view.memberCount,
      lastSeq: log.knownSeq,
      readSeq: this.readSeq,
      unreadCount,
      mentionCount,
      moreUnread: log.knownSeq > this.unreadFrom + UNREAD_EVENTS,
      isCounted: counts !== undefined,
      receipts: this.members.receipts(me),
      lastEvent: lastEvent ?? null,
      activeAtMs: Math.max(view.lastEventAtMs, lastEvent?.createdAtMs ?? 0, view.createdAtMs),
    };
  }
}
