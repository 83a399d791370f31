import { type Clock, type ConversationId, systemClock, type UserId } from '@parley/core';

/** An event as somebody holds it: what two holders have to agree on. */
export interface LoggedEvent {
  seq: number;
  messageId: string;
  senderId: UserId;
  /** null for what is not a message: somebody joined, left, the conversation began. */
  clientId: string | null;
  /** What it says, written the same way by everybody (`contentOf`). */
  content: string;
}

interface OnDevice {
  /** One run of one client. A device that starts anew, without its memory, is another one. */
  deviceId: string;
  userId: UserId;
  conversationId: ConversationId;
}

/** The user is a member from `seq` on and may see the log from `visibleFromSeq` on. */
export interface Joined {
  kind: 'joined';
  conversationId: ConversationId;
  userId: UserId;
  seq: number;
  visibleFromSeq: number;
}
/** The user is no member any more; the event at `seq` is the last that they may see. */
export interface Left {
  kind: 'left';
  conversationId: ConversationId;
  userId: UserId;
  seq: number;
}
export interface Sent extends OnDevice {
  kind: 'send';
  clientId: string;
  content: string;
}
export interface Acknowledged extends OnDevice {
  kind: 'acknowledged';
  clientId: string;
  seq: number;
  messageId: string;
}
/** The send failed for good on this device; `code` is the error's. */
export interface Refused extends OnDevice {
  kind: 'refused';
  clientId: string;
  code: string;
}
/** The device showed this event; in the order of showing. */
export interface Seen extends OnDevice {
  kind: 'seen';
  event: LoggedEvent;
}
/**
 * Up to where the user has read, as this device (or a server, under a name of its own) said then. The
 * user may be somebody else than the device's.
 */
export interface Read extends OnDevice {
  kind: 'read';
  seq: number;
}
/** Everything that the device has of the log when all is quiet at the end. The last one counts. */
export interface Final extends OnDevice {
  kind: 'final';
  events: readonly LoggedEvent[];
}
/** The whole log as the store has it when all is quiet at the end. The last one counts. */
export interface Stored {
  kind: 'stored';
  conversationId: ConversationId;
  events: readonly LoggedEvent[];
}

/** Something that happened. Without any `joined` or `left` a conversation is open to everybody. */
export type Fact = Joined | Left | Sent | Acknowledged | Refused | Seen | Read | Final | Stored;

export interface Noted {
  /** 1, 2, 3 … in the order of noting: the line in a file of JSON lines. */
  order: number;
  /** Milliseconds since 1970; for people, no rule relies on it. */
  atMs: number;
}
export type HistoryEntry = Fact & Noted;

/** What happened, as it happened: entries are added at the end and never changed. */
export class History implements Iterable<HistoryEntry> {
  private readonly noted: HistoryEntry[] = [];
  private readonly clock: Clock;

  constructor(clock: Clock = systemClock) {
    this.clock = clock;
  }

  get size(): number {
    return this.noted.length;
  }

  add(fact: Fact): void {
    this.noted.push({ ...fact, order: this.noted.length + 1, atMs: this.clock.nowMs() });
  }

  [Symbol.iterator](): Iterator<HistoryEntry> {
    return this.noted.values();
  }
}
