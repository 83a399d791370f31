import { type ConversationId, invalid, type Turnstile, type UserId } from '@parley/core';
import type { EventLog, EventRecord } from '@parley/store';
import type { MessageBody } from '@parley/wire';
import { checkGuestName } from '../domain/guest-name.ts';
import type { GuestChat, GuestChats } from '../guests/guest-chats.ts';
import { firstFrom, nextUs, type Place, type ReadTimes, sentAtUs } from '../guests/send-times.ts';
import type { Lookups } from '../lookups.ts';
import type { LogicOptions } from '../options.ts';
import { Recent } from '../recent.ts';
import { requireGuests } from './send-as-guest.ts';

/** Pages of which the beginning is remembered. */
const REMEMBERED = 10_000;

export interface GuestPullInput {
  one: string;
  other: string;
  /**
   * The page begins with the first message at or after it; in reverse with the last one at or before it.
   * 0: with the first of all, in reverse with the last.
   */
  cursorUs: number;
  limit: number;
  reverse: boolean;
}

export interface GuestMessage {
  sender: string;
  text: string;
  /** Unique in its chat, and never changes. */
  sentAtUs: number;
}

export interface GuestPage {
  messages: GuestMessage[];
  hasMore: boolean;
  /** The cursor of the next page: the time of its first message. 0: there is none. */
  nextCursorUs: number;
}

interface Ports {
  chats: Pick<GuestChats, 'find'>;
  log: Pick<EventLog, 'read'>;
  lookups: Pick<Lookups, 'conversation'>;
  reads: Pick<Turnstile, 'pass'>;
  options: Pick<LogicOptions, 'guests' | 'limits'>;
}

/**
 * A page of what two guests have said to each other, either order of them; empty if they have not.
 * Going on from `nextCursorUs` neither repeats nor leaves out a message, whoever writes meanwhile.
 * @throws ParleyError `forbidden` (guests are not served here), `invalid_request`, `overloaded`.
 */
export type PullAsGuest = (input: GuestPullInput) => Promise<GuestPage>;

export function pullAsGuest({ chats, log, lookups, reads, options }: Ports): PullAsGuest {
  const { pageSize } = options.limits;
  const places = new Recent<Place>(REMEMBERED);
  const keyOf = (conversationId: ConversationId, cursorUs: number) =>
    `${conversationId} ${cursorUs}`;

  const placeOf = async (conversationId: ConversationId, cursorUs: number): Promise<Place> => {
    const known = places.get(keyOf(conversationId, cursorUs));
    if (known) return known;
    const conversation = await lookups.conversation(conversationId);
    return firstFrom(timesOf(log, conversationId), conversation?.lastSeq ?? 0, cursorUs);
  };

  const forward = async (chat: GuestChat, cursorUs: number, limit: number): Promise<GuestPage> => {
    const { conversationId } = chat;
    const { seq, previousUs } = await placeOf(conversationId, cursorUs);
    // One more than asked for tells where the next page begins.
    const events = await log.read(conversationId, { afterSeq: seq - 1 }, limit + 1);
    const messages = toMessages(chat, events, previousUs);
    const next = messages[limit];
    if (next) {
      const place = { seq: seq + limit, previousUs: messages[limit - 1]?.sentAtUs ?? 0 };
      places.set(keyOf(conversationId, next.sentAtUs), place);
    }
    return toPage(messages.slice(0, limit), next);
  };

  const backward = async (chat: GuestChat, cursorUs: number, limit: number): Promise<GuestPage> => {
    const { conversationId } = chat;
    const beforeSeq =
      cursorUs === 0 ? Number.MAX_SAFE_INTEGER : (await placeOf(conversationId, cursorUs + 1)).seq;
    const events = await log.read(conversationId, { beforeSeq }, limit + 1);
    const before = (events[0]?.seq ?? 1) - 1;
    const previousUs = await sentAtUs(timesOf(log, conversationId), before);
    const messages = toMessages(chat, events, previousUs).reverse();
    const next = messages[limit];
    if (next) {
      const place = { seq: before + 2, previousUs: next.sentAtUs };
      places.set(keyOf(conversationId, next.sentAtUs + 1), place);
    }
    return toPage(messages.slice(0, limit), next);
  };

  return async ({ one, other, cursorUs, limit, reverse }) => {
    requireGuests(options);
    checkGuestName('one', one);
    checkGuestName('other', other);
    if (!Number.isSafeInteger(cursorUs + 1) || cursorUs < 0) {
      throw invalid('cursor', cursorUs, 'a time in microseconds, or 0');
    }
    if (!Number.isInteger(limit) || limit < 1 || limit > pageSize) {
      throw invalid('limit', limit, `an integer from 1 to ${pageSize}`);
    }
    const chat = await chats.find(one, other);
    if (!chat) return toPage([], undefined);
    const read = reverse ? backward : forward;
    return reads.pass(() => read(chat, cursorUs, limit));
  };
}

function timesOf(log: Pick<EventLog, 'read'>, conversationId: ConversationId): ReadTimes {
  return async (afterSeq, limit) =>
    (await log.read(conversationId, { afterSeq }, limit)).map(event => event.createdAtMs);
}

/** @param previousUs the time of the event before the first of these */
function toMessages(
  { userIds }: GuestChat,
  events: readonly EventRecord[],
  previousUs: number,
): GuestMessage[] {
  const names = new Map<UserId, string>();
  for (const [name, userId] of userIds) names.set(userId, name);
  let us = previousUs;
  return events.map(({ senderId, body, createdAtMs }) => {
    us = nextUs(us, createdAtMs);
    const { text }: MessageBody = JSON.parse(body);
    return { sender: names.get(senderId) ?? '', text, sentAtUs: us };
  });
}

function toPage(messages: GuestMessage[], next: GuestMessage | undefined): GuestPage {
  return { messages, hasMore: next !== undefined, nextCursorUs: next?.sentAtUs ?? 0 };
}
