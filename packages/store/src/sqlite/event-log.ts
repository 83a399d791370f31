import type { ConversationId, UserId } from '@parley/core';
import type { Database } from 'better-sqlite3';
import type { Admission, EventDraft, EventLog } from '../event-log.ts';
import { type DispatchedRange, mergeDispatched } from '../sql/merge-dispatched.ts';
import { type LockedRows, planAppend } from '../sql/plan-append.ts';
import { sqliteFault } from './fault.ts';
import type { Statements } from './statements.ts';

/** Repeats come in crowds (a network that was away): after one, so many appends look for them first. */
const WARY_APPENDS = 64;

/**
 * Each is one transaction that runs to its end in the call. IMMEDIATE takes the write lock first, so
 * that no other process writes between what is read and what follows from it.
 *
 * A statement costs more than the work in it, so an append has few: a clientId is not looked up but
 * met by the index when its event is written, and then the transaction is undone and made again with
 * looking; a sender is read once per conversation.
 */
export function createLogWrites(
  handle: Database,
  statements: Statements,
): Pick<EventLog, 'append' | 'markDispatched'> {
  let wary = 0;
  const transaction = handle.transaction((drafts: readonly EventDraft[], admission: Admission) => {
    const rows = lockedRows(statements, wary === 0);
    const { results, events, mentions, grown } = planAppend(drafts, rows, admission);
    for (const event of events) statements.insertEvent(event);
    for (const mention of mentions) statements.insertMention(mention);
    for (const conversation of grown.values()) statements.moveHead(conversation);
    return results;
  });
  const append: EventLog['append'] = async (drafts, admission) => {
    if (wary > 0) wary -= 1;
    try {
      return transaction.immediate(drafts, admission);
    } catch (error) {
      if (wary > 0 || !isRepeat(error)) throw error;
      wary = WARY_APPENDS;
      return transaction.immediate(drafts, admission);
    }
  };

  const moveDispatched = handle.transaction((ranges: readonly DispatchedRange[]) => {
    for (const range of ranges) statements.moveDispatched(range);
  });
  return {
    append,
    markDispatched: async heads => moveDispatched.immediate(mergeDispatched(heads)),
  };
}

/** The rows of one transaction. */
function lockedRows(statements: Statements, writingFindsRepeats: boolean): LockedRows {
  const members = new Map<string, boolean>();
  return {
    conversation: statements.conversation,
    event: statements.event,
    writingFindsRepeats,
    isMember: (conversationId: ConversationId, userId: UserId) => {
      const key = `${conversationId} ${userId}`;
      const known = members.get(key);
      if (known !== undefined) return known;
      const isMember = statements.member(conversationId, userId) !== undefined;
      members.set(key, isMember);
      return isMember;
    },
  };
}

/** Not only of the clientId: a draft that comes again whole is met by its messageId first. */
function isRepeat(error: unknown): boolean {
  return sqliteFault(error)?.kind === 'not_unique';
}
