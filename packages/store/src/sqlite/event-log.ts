import type { Database } from 'better-sqlite3';
import type { Admit, EventDraft, EventLog } from '../event-log.ts';
import { type DispatchedRange, mergeDispatched } from '../sql/merge-dispatched.ts';
import { planAppend } from '../sql/plan-append.ts';
import type { Statements } from './statements.ts';

/**
 * Each is one transaction that runs to its end in the call. IMMEDIATE takes the write lock first, so
 * that no other process writes between what is read and what follows from it.
 */
export function createLogWrites(
  handle: Database,
  statements: Statements,
): Pick<EventLog, 'append' | 'markDispatched'> {
  const append = handle.transaction((drafts: readonly EventDraft[], admit: Admit) => {
    const { results, events, mentions, grown } = planAppend(drafts, statements, admit);
    for (const event of events) statements.insertEvent(event);
    for (const mention of mentions) statements.insertMention(mention);
    for (const conversation of grown.values()) statements.moveHead(conversation);
    return results;
  });
  const moveDispatched = handle.transaction((ranges: readonly DispatchedRange[]) => {
    for (const range of ranges) statements.moveDispatched(range);
  });
  return {
    append: async (drafts, admit) => append.immediate(drafts, admit),
    markDispatched: async heads => moveDispatched.immediate(mergeDispatched(heads)),
  };
}
