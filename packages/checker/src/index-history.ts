import type { ConversationId, UserId } from '@parley/core';
import type {
  Acknowledged,
  Final,
  HistoryEntry,
  LoggedEvent,
  Noted,
  Read,
  Seen,
  Sent,
  Stored,
} from './history.ts';
import { Membership } from './membership.ts';
import { type Held, isSame, type Place } from './place.ts';

/** One of the ways in which a seq is held, and where first. All is well when there is only one. */
export interface Version extends Held {
  readonly place: Place;
}

export interface ConversationHistory {
  readonly conversationId: ConversationId;
  readonly membership: Membership;
  /** What the devices showed, what they ended with, and the store's log if it was noted. */
  readonly places: readonly Place[];
  readonly stored: ReadonlyMap<number, LoggedEvent> | null;
  /** By seq; of each seq not more than a few. */
  readonly versions: ReadonlyMap<number, readonly Version[]>;
  /** The end of the log: the store's if it was noted, else the highest seq that a device has. */
  readonly lastSeq: number;
  /** What each device said of the read position, as it said it. */
  readonly reads: readonly (readonly (Read & Noted)[])[];
}

/** Where everybody has something else, comparing everything with everything would take for ever. */
const MAX_VERSIONS = 8;

/** A history, arranged so that every rule reads it in one pass. */
export interface IndexedHistory {
  readonly conversations: ReadonlyMap<ConversationId, ConversationHistory>;
  /** By `sendKey`. */
  readonly sends: ReadonlyMap<string, readonly (Sent & Noted)[]>;
  /** By `sendKey`. */
  readonly acknowledgements: ReadonlyMap<string, readonly (Acknowledged & Noted)[]>;
  /** What was refused at least once, by `sendKey`. */
  readonly refused: ReadonlySet<string>;
}

/** What a message is known by for good. */
export function sendKey(senderId: UserId, clientId: string): string {
  return `${senderId} ${clientId}`;
}

interface Draft {
  membership: Membership;
  shown: Map<string, (Seen & Noted)[]>;
  finals: Map<string, Final & Noted>;
  stored: (Stored & Noted) | null;
  reads: Map<string, (Read & Noted)[]>;
}

/** One pass over the entries; takes time and memory in proportion to them. */
export function indexHistory(entries: Iterable<HistoryEntry>): IndexedHistory {
  const drafts = new Map<ConversationId, Draft>();
  const sends = new Map<string, (Sent & Noted)[]>();
  const acknowledgements = new Map<string, (Acknowledged & Noted)[]>();
  const refused = new Set<string>();
  for (const entry of entries) {
    const draft = drafts.get(entry.conversationId) ?? newDraft();
    drafts.set(entry.conversationId, draft);
    switch (entry.kind) {
      case 'joined':
      case 'left':
        draft.membership.add(entry);
        break;
      case 'send':
        push(sends, sendKey(entry.userId, entry.clientId), entry);
        break;
      case 'acknowledged':
        push(acknowledgements, sendKey(entry.userId, entry.clientId), entry);
        break;
      case 'seen':
        push(draft.shown, entry.deviceId, entry);
        break;
      case 'read':
        push(draft.reads, `${entry.deviceId} ${entry.userId}`, entry);
        break;
      case 'final':
        draft.finals.set(entry.deviceId, entry);
        break;
      case 'stored':
        draft.stored = entry;
        break;
      case 'refused':
        refused.add(sendKey(entry.userId, entry.clientId));
        break;
    }
  }
  const conversations = new Map<ConversationId, ConversationHistory>();
  for (const [id, draft] of drafts) conversations.set(id, toConversation(id, draft));
  return { conversations, sends, acknowledgements, refused };
}

function newDraft(): Draft {
  return {
    membership: new Membership(),
    shown: new Map(),
    finals: new Map(),
    stored: null,
    reads: new Map(),
  };
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

function toConversation(conversationId: ConversationId, draft: Draft): ConversationHistory {
  const places = [...placesOf(draft)];
  const stored = draft.stored && new Map(draft.stored.events.map(event => [event.seq, event]));
  const versions = versionsOf(places);
  return {
    conversationId,
    membership: draft.membership,
    places,
    stored,
    versions,
    lastSeq: highest((stored ?? versions).keys()),
    reads: [...draft.reads.values()],
  };
}

/** The store first: where places differ, it is named first. */
function* placesOf({ shown, finals, stored }: Draft): Generator<Place> {
  if (stored !== null) yield { kind: 'stored', device: null, held: heldIn(stored) };
  for (const seen of shown.values()) {
    if (seen[0] !== undefined) yield { kind: 'shown', device: seen[0], held: seen };
  }
  for (const final of finals.values()) {
    yield { kind: 'ended', device: final, held: heldIn(final) };
  }
}

function heldIn({ events, order }: (Final | Stored) & Noted): Held[] {
  return events.map(event => ({ event, order }));
}

function versionsOf(places: readonly Place[]): Map<number, Version[]> {
  const versions = new Map<number, Version[]>();
  for (const place of places) {
    for (const { event, order } of place.held) {
      const known = versions.get(event.seq);
      if (known === undefined) versions.set(event.seq, [{ event, order, place }]);
      else if (known.length < MAX_VERSIONS && !known.some(one => isSame(one.event, event))) {
        known.push({ event, order, place });
      }
    }
  }
  return versions;
}

function highest(seqs: Iterable<number>): number {
  let high = 0;
  for (const seq of seqs) high = Math.max(high, seq);
  return high;
}
