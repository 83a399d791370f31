import type { ConversationId, UserId } from '@parley/core';
import type { Admission, AppendResult, EventDraft } from '../event-log.ts';
import { byId, isId } from './ids.ts';
import { type AppendPlan, planAppend } from './plan-append.ts';
import {
  type RawConversation,
  type RawEvent,
  type RawMember,
  toConversation,
  toEvent,
} from './rows.ts';
import { isStorable } from './text.ts';

/** What an append does in its transaction, each database in its own words. Every id is one (`isId`). */
export interface AppendSteps {
  /**
   * The rows, locked until the transaction ends. The ids come each once and in their order, and are
   * locked in it: two transactions that want the same rows then never wait for each other in a circle.
   */
  lockConversations(conversationIds: readonly ConversationId[]): Promise<RawConversation[]>;
  /** The memberships that exist. */
  membersOfPairs(
    pairs: readonly { conversationId: ConversationId; userId: UserId }[],
  ): Promise<RawMember[]>;
  /** Never asked for none. */
  eventsByClientId(keys: readonly { senderId: UserId; clientId: string }[]): Promise<RawEvent[]>;
  /** The events, the heads of the conversations that grew, and the mentions. */
  writeAppend(plan: AppendPlan): Promise<void>;
}

/**
 * Inside a transaction. The three statements run one after the other, whatever is sent together: so
 * members and earlier events are read when the locks are held, each by a statement of its own. It sees
 * what was committed before it began; one that also waited for the locks would see rows from before.
 */
export async function append(
  steps: AppendSteps,
  drafts: readonly EventDraft[],
  admission: Admission,
): Promise<AppendResult[]> {
  const known = drafts.filter(draft => isId(draft.conversationId) && isId(draft.senderId));
  const ids = new Set(known.map(draft => draft.conversationId));
  const keys = known.flatMap(keyOf);
  const [locked, memberRows, eventRows] = await Promise.all([
    steps.lockConversations([...ids].sort(byId)),
    steps.membersOfPairs(
      known.map(({ conversationId, senderId }) => ({ conversationId, userId: senderId })),
    ),
    keys.length > 0 ? steps.eventsByClientId(keys) : [],
  ]);

  const conversations = new Map(
    locked.map(row => [String(row.conversation_id), toConversation(row)]),
  );
  const members = new Set(memberRows.map(row => `${row.conversation_id} ${row.user_id}`));
  const events = new Map(eventRows.map(row => [`${row.sender_id} ${row.client_id}`, toEvent(row)]));
  const rows = {
    conversation: (conversationId: ConversationId) => conversations.get(conversationId),
    isMember: (conversationId: ConversationId, userId: UserId) =>
      members.has(`${conversationId} ${userId}`),
    event: (senderId: UserId, clientId: string) => events.get(`${senderId} ${clientId}`),
  };
  const plan = planAppend(drafts, rows, admission);
  if (plan.events.length > 0) await steps.writeAppend(plan);
  return plan.results;
}

function keyOf({ senderId, clientId }: EventDraft) {
  return clientId !== null && isStorable(clientId) ? [{ senderId, clientId }] : [];
}
