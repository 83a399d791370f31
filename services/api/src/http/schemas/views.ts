import {
  type ConversationView,
  type DeadLetterOutcomeView,
  type DeadLetterPageView,
  type DeadLetterView,
  type EventsView,
  type LogEvent,
  MAX_MENTIONS,
  type MemberView,
  type MeView,
  type PageView,
  PRESENCE_MODES,
  type Presence,
  type SentView,
  type SessionView,
  type SignedInView,
  UNREAD_EVENTS,
  type UserView,
} from '@parley/wire';
import { z } from 'zod';

/**
 * What the API answers, for the documentation. Each schema is declared as the schema of its wire
 * type, so the compiler refuses one that says something else; the tests hold the answers against them.
 */

const id = z.string().meta({ description: 'An id: decimal digits.', examples: ['123456789'] });
const seq = z
  .int()
  .min(0)
  .meta({ description: 'A position in a log, from 1; 0 is before the first.' });
const timeMs = z.int().min(0).meta({ description: 'Milliseconds since 1970-01-01T00:00:00Z.' });

export const userView: z.ZodType<UserView> = z
  .object({ userId: id, name: z.string(), displayName: z.string(), createdAtMs: timeMs })
  .meta({ id: 'User', description: 'A person, as others see them.' });

export const meView: z.ZodType<MeView> = z
  .object({
    userId: id,
    name: z.string(),
    displayName: z.string(),
    createdAtMs: timeMs,
    presenceMode: z.enum(PRESENCE_MODES),
  })
  .meta({ id: 'Me', description: 'The caller.' });

export const presenceView: z.ZodType<Presence> = z
  .object({
    userId: id,
    status: z
      .enum(['online', 'away', 'busy', 'offline'])
      .meta({ description: 'Who does not want to be seen is `offline`.' }),
    lastSeenAtMs: timeMs.optional(),
    version: z.int().min(0).meta({ description: 'Of two believe the higher.' }),
  })
  .meta({ id: 'Presence' });

export const signedInView: z.ZodType<SignedInView> = z
  .object({
    user: userView,
    sessionId: id,
    accessToken: z.string().meta({ description: 'For `Authorization: Bearer`.' }),
    accessExpiresAtMs: timeMs,
    refreshToken: z.string().meta({ description: 'Good once; the answer brings the next one.' }),
    refreshExpiresAtMs: timeMs,
  })
  .meta({ id: 'SignedIn' });

export const sessionView: z.ZodType<SessionView> = z
  .object({
    sessionId: id,
    deviceName: z.string(),
    createdAtMs: timeMs,
    lastSeenAtMs: timeMs,
    current: z.boolean().meta({ description: 'The one that asks.' }),
  })
  .meta({ id: 'Session', description: 'A device that is signed in.' });

const eventBase = {
  conversationId: id,
  seq,
  messageId: id,
  senderId: id,
  createdAtMs: timeMs,
};
const textBody = z
  .object({
    kind: z.literal('text'),
    text: z.string(),
    mentions: z.array(id).max(MAX_MENTIONS).optional().meta({ description: 'Users it is for.' }),
  })
  .meta({ id: 'MessageBody' });
const userIds = z.array(id);

const logEvent: z.ZodType<LogEvent> = z
  .discriminatedUnion('type', [
    z
      .object({ ...eventBase, type: z.literal('message'), clientId: z.string(), body: textBody })
      .meta({ id: 'MessageEvent' }),
    z
      .object({
        ...eventBase,
        type: z.literal('created'),
        body: z.object({ userIds, title: z.string().nullable() }),
      })
      .meta({ id: 'CreatedEvent' }),
    z
      .object({ ...eventBase, type: z.literal('members-added'), body: z.object({ userIds }) })
      .meta({ id: 'MembersAddedEvent' }),
    z
      .object({ ...eventBase, type: z.literal('members-removed'), body: z.object({ userIds }) })
      .meta({ id: 'MembersRemovedEvent' }),
  ])
  .meta({ id: 'LogEvent', description: "An entry of a conversation's log." });

const role = z.enum(['owner', 'admin', 'member']);

export const conversationView: z.ZodType<ConversationView> = z
  .object({
    conversationId: id,
    kind: z.enum(['direct', 'group', 'room', 'world', 'inbox']),
    title: z.string().nullable().meta({ description: 'null for a direct one: show the peer.' }),
    epoch: z
      .int()
      .min(0)
      .meta({ description: 'A new one means: forget what you hold, load again.' }),
    lastSeq: seq,
    memberCount: z.int().min(0),
    createdAtMs: timeMs,
    lastEventAtMs: timeMs,
    peer: userView.nullable().meta({ description: 'The other person of a direct one.' }),
    own: z
      .object({
        role,
        visibleFromSeq: seq,
        deliveredSeq: seq,
        readSeq: seq,
        unreadCount: z
          .int()
          .min(0)
          .meta({
            description: `Others' messages after readSeq, up to lastSeq and among the first ${UNREAD_EVENTS} events there.`,
          }),
        mentionCount: z
          .int()
          .min(0)
          .meta({ description: 'Those of them that mention the caller.' }),
      })
      .nullable()
      .meta({ description: "The caller's part; null for who is no member." }),
    lastEvent: logEvent.nullable(),
  })
  .meta({ id: 'Conversation' });

export const memberView: z.ZodType<MemberView> = z
  .object({ user: userView, role, joinedAtMs: timeMs, deliveredSeq: seq, readSeq: seq })
  .meta({ id: 'Member' });

export const eventsView: z.ZodType<EventsView> = z
  .object({
    epoch: z.int().min(0),
    events: z.array(logEvent).meta({ description: 'By rising seq.' }),
    hasMore: z.boolean().meta({ description: 'Whether there is more in the direction asked for.' }),
  })
  .meta({ id: 'Events' });

export const sentView: z.ZodType<SentView> = z
  .object({ conversationId: id, seq, messageId: id, createdAtMs: timeMs })
  .meta({ id: 'Sent', description: 'The message is committed.' });

const deadLetterView: z.ZodType<DeadLetterView> = z
  .object({
    deadLetterId: z.string(),
    partition: z.int().min(0),
    reason: z.string().meta({ description: 'The last error, for a person.' }),
    attempts: z.int().min(0),
    diedAtMs: timeMs,
    bytes: z.int().min(0),
    dispatches: z.array(
      z.object({
        conversationId: z.string(),
        seq,
        serverId: z.string().meta({ description: 'The node that has not had it; empty for all.' }),
      }),
    ),
  })
  .meta({ id: 'DeadLetter', description: 'What could not be delivered; never what was written.' });

export const deadLetterPage: z.ZodType<DeadLetterPageView> = z.object({
  items: z.array(deadLetterView),
  nextCursor: z.string().nullable(),
  total: z.int().min(0).meta({ description: 'How many there are, on all pages.' }),
});

export const deadLetterOutcome: z.ZodType<DeadLetterOutcomeView> = z
  .object({
    asked: z.int().min(0),
    done: z.int().min(0).meta({ description: 'Fewer when some did not exist.' }),
  })
  .meta({ id: 'DeadLetterOutcome' });

/** All there is, in one answer. */
export function itemsOf<T>(item: z.ZodType<T>): z.ZodType<{ items: T[] }> {
  return z.object({ items: z.array(item) });
}

export function pageOf<T>(item: z.ZodType<T>): z.ZodType<PageView<T>> {
  return z.object({
    items: z.array(item),
    nextCursor: z
      .string()
      .nullable()
      .meta({ description: 'Ask again with `?cursor=` for the next page; null on the last.' }),
  });
}
