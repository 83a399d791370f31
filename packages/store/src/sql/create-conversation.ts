import type {
  Changed,
  ConversationRecord,
  MemberRecord,
  NewConversation,
} from '../conversations.ts';
import type { EventRecord } from '../event-log.ts';
import { conversationIdTaken } from './errors.ts';
import { planCreate } from './plan-change.ts';
import { type RawConversation, toConversation } from './rows.ts';

/** What a creation does in its transaction, each database in its own words. */
export interface CreateSteps {
  /**
   * Whether there was none with this id or key. Waits for whoever inserts the same at this moment, so
   * that the statement after it sees their row.
   */
  insertConversation(conversation: ConversationRecord): Promise<boolean>;
  conversationByKey(key: string | null): Promise<RawConversation | undefined>;
  /** How many were not members yet. */
  insertMembers(members: readonly MemberRecord[]): Promise<number>;
  insertEvents(events: readonly EventRecord[]): Promise<void>;
}

/** Inside a transaction. */
export async function createConversation(
  steps: CreateSteps,
  fresh: NewConversation,
): Promise<{ created: boolean } & Changed> {
  const { conversation, add, events } = planCreate(fresh);
  if (!(await steps.insertConversation(conversation))) {
    const existing = await steps.conversationByKey(conversation.key);
    if (!existing) throw conversationIdTaken(conversation.conversationId);
    return { created: false, conversation: toConversation(existing), events: [] };
  }
  if (add.length > 0) await steps.insertMembers(add);
  if (events.length > 0) await steps.insertEvents(events);
  return { created: true, conversation, events };
}
