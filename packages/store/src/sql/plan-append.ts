import type { ConversationId, ErrorCode, UserId } from '@parley/core';
import type { ConversationRecord } from '../conversations.ts';
import type { MentionRow } from '../entities/mentions.ts';
import type { Admission, AppendResult, EventDraft, EventRecord } from '../event-log.ts';
import { isId } from './ids.ts';
import { isStorable } from './text.ts';

/** The rows of the moment, read in the transaction that holds the lock of every conversation in question. */
export interface LockedRows {
  conversation(conversationId: ConversationId): ConversationRecord | undefined;
  isMember(conversationId: ConversationId, userId: UserId): boolean;
  /** The event that used this clientId. */
  event(senderId: UserId, clientId: string): EventRecord | undefined;
  /**
   * Whether the database will say so if an event that is written repeats a clientId. Then only those of
   * refused drafts are looked up here, and the plan is to be made anew if it says so. Default false.
   */
  writingFindsRepeats?: boolean;
}

/** What is to be written, and what is then true. */
export interface AppendPlan {
  results: AppendResult[];
  events: EventRecord[];
  /** Of whom the events speak; none, as a rule. */
  mentions: MentionRow[];
  /** The conversations that grew, as they are after the commit. */
  grown: Map<ConversationId, ConversationRecord>;
}

/** Longest clientId, in characters; far below what a database takes in an index. */
const CLIENT_ID_CHARS = 128;

/**
 * The rules of the log, without any database: a repeated clientId is answered with what it was first
 * (whatever else holds by now, so also after its sender has left), `admission` decides over the rest, and
 * what it admits gets the next seq of its conversation.
 */
export function planAppend(
  drafts: readonly EventDraft[],
  rows: LockedRows,
  admission: Admission,
): AppendPlan {
  const grown = new Map<ConversationId, ConversationRecord>();
  const events: EventRecord[] = [];
  const mentions: MentionRow[] = [];
  const byClientId = new Map<string, EventRecord>();

  const decide = (draft: EventDraft): AppendResult => {
    const fault = faultOf(draft);
    if (fault) return { status: 'refused', code: fault };
    const { conversationId, senderId, clientId } = draft;

    const key = clientId === null ? undefined : `${senderId} ${clientId}`;
    const inBatch = key === undefined ? undefined : byClientId.get(key);
    if (inBatch) return repeatOf(inBatch, draft);

    const known = grown.get(conversationId) ?? rows.conversation(conversationId);
    const whose = rows.isMember(conversationId, senderId) ? 'members' : 'others';
    const answer = known && admission[known.kind][whose];
    if (clientId !== null && !(answer === 'admit' && rows.writingFindsRepeats)) {
      const first = rows.event(senderId, clientId);
      if (first) return repeatOf(first, draft);
    }
    if (!known || !answer) return { status: 'refused', code: 'not_found' };
    if (answer !== 'admit') return { status: 'refused', code: answer };

    // A copy the first time: it grows with every further event of the batch.
    const conversation = grown.get(conversationId) ?? { ...known };
    grown.set(conversationId, conversation);
    const event = placeNext(conversation, draft);
    events.push(event);
    for (const userId of draft.mentions ?? []) {
      // Nobody has to be told of what they say themselves.
      if (userId !== senderId) mentions.push({ userId, conversationId, seq: event.seq });
    }
    if (key !== undefined) byClientId.set(key, event);
    return { status: 'appended', event, conversation };
  };

  return { results: drafts.map(decide), events, mentions, grown };
}

/**
 * Gives the draft the next place in the log and moves the conversation's head there. The times of a log
 * never run backwards, whatever the clocks of its writers: an event is never older than the one before it.
 */
export function placeNext(conversation: ConversationRecord, draft: EventDraft): EventRecord {
  const isFirst = conversation.lastSeq === 0;
  const createdAtMs = isFirst
    ? draft.createdAtMs
    : Math.max(conversation.lastEventAtMs, draft.createdAtMs);
  conversation.lastSeq += 1;
  conversation.lastEventAtMs = createdAtMs;
  const { messageId, conversationId, senderId, clientId, type, body } = draft;
  const seq = conversation.lastSeq;
  return { messageId, conversationId, seq, senderId, clientId, type, body, createdAtMs };
}

/** What no database would take, found before one bad draft can undo the batch of all others. */
function faultOf(draft: EventDraft): ErrorCode | undefined {
  if (!isId(draft.conversationId)) return 'not_found';
  if (!isId(draft.messageId) || !isId(draft.senderId)) return 'invalid_request';
  if (draft.mentions?.every(isId) === false) return 'invalid_request';
  if (!isStorable(draft.body) || !isStorable(draft.type)) return 'invalid_request';
  if (draft.clientId === null) return undefined;
  const fits = draft.clientId.length <= CLIENT_ID_CHARS && isStorable(draft.clientId);
  return fits ? undefined : 'invalid_request';
}

/** The answer to a clientId that the sender has used before. */
function repeatOf(first: EventRecord, draft: EventDraft): AppendResult {
  const isSame =
    first.conversationId === draft.conversationId &&
    first.type === draft.type &&
    first.body === draft.body;
  return isSame ? { status: 'duplicate', event: first } : { status: 'conflict' };
}
