import type { ConversationId, UserId } from '@parley/core';
import type {
  ConversationHead,
  ConversationKind,
  ConversationView,
  LogEvent,
  MemberRole,
  UserView,
} from '@parley/wire';
import { ConversationLog, type LogPosition } from '../log/conversation-log.ts';
import { countsAsUnread } from '../log/events-of.ts';

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
  /** Others' messages after `readSeq`; what is not held counts in full, so it may be too high. */
  readonly unread: number;
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
  /** How many timelines show it. */
  openCount = 0;
  private lastEvent: LogEvent | null;
  private entryNow: ConversationEntry | null = null;

  constructor(view: ConversationView) {
    this.view = view;
    this.readSeq = view.own?.readSeq ?? 0;
    this.deliveredSeq = view.own?.deliveredSeq ?? 0;
    this.lastEvent = view.lastEvent;
    const visibleFromSeq = view.own?.visibleFromSeq ?? 1;
    this.log = new ConversationLog({ epoch: view.epoch, lastSeq: view.lastSeq, visibleFromSeq });
    if (view.lastEvent?.seq === this.log.headSeq) this.log.prepend([view.lastEvent], true);
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
    this.view = view;
    const { own, epoch, lastSeq } = view;
    const visibleFromSeq = own?.visibleFromSeq ?? 1;
    const rewritten = this.applyLog({ epoch, lastSeq, visibleFromSeq });
    if (own !== null) this.applyPositions(own);
    const newer = view.lastEvent !== null && view.lastEvent.seq > (this.lastEvent?.seq ?? 0);
    if (newer) this.lastEvent = view.lastEvent;
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
    const { view } = this;
    if (event.type === 'members-added') {
      this.view = { ...view, memberCount: view.memberCount + event.body.userIds.length };
    }
    if (event.type === 'members-removed') {
      const left = Math.max(0, view.memberCount - event.body.userIds.length);
      this.view = { ...view, memberCount: left };
    }
  }

  private applyPositions(own: { deliveredSeq: number; readSeq: number }): void {
    this.deliveredSeq = Math.max(this.deliveredSeq, own.deliveredSeq);
    this.readSeq = Math.max(this.readSeq, own.readSeq);
  }

  private applyLog(position: LogPosition): boolean {
    const { log } = this;
    const rewritten = position.epoch !== log.epoch;
    if (rewritten) {
      log.restart(position);
      this.lastEvent = null;
      this.deliveredSeq = 0;
      this.readSeq = 0;
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
    return {
      conversationId: view.conversationId,
      kind: view.kind,
      title: view.title,
      peer: view.peer,
      role: view.own?.role ?? null,
      memberCount: view.memberCount,
      lastSeq: log.knownSeq,
      readSeq: this.readSeq,
      unread: this.unread(me),
      lastEvent: lastEvent ?? null,
      activeAtMs: Math.max(view.lastEventAtMs, lastEvent?.createdAtMs ?? 0, view.createdAtMs),
    };
  }

  private unread(me: UserId): number {
    const { log, readSeq } = this;
    const from = Math.max(readSeq, log.visibleFromSeq - 1);
    let count = Math.max(0, log.firstSeq - 1 - from) + (log.knownSeq - log.headSeq);
    for (let at = log.events.length - 1; at >= 0; at--) {
      const event = log.events[at];
      if (event === undefined || event.seq <= from) break;
      if (countsAsUnread(event, me)) count++;
    }
    return count;
  }
}
