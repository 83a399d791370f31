import type { ConversationId } from '@parley/core';
import type { ConversationRecord, ConversationStore } from '../conversations.ts';
import type { AppendResult, EventDraft, EventLog } from '../event-log.ts';
import { mergeDispatched } from '../sql/merge-dispatched.ts';
import { mergePositions } from '../sql/merge-positions.ts';
import type { WriteCall } from './writer.ts';
import type { Appended, Writes } from './writes.ts';

/** Where the writes run: on a thread of their own for a file, in place for a database in memory. */
export interface WriteHome {
  /** Resolves to what the write says, when it is on the disk. */
  send(call: WriteCall): Promise<unknown>;
  /** Runs what writes through the other connection while nothing runs here: neither then blocks the other. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves when all that was asked for is done. */
  close(): Promise<void>;
}

/** The calls of the store that are carried out there. */
export function createWritesAt(
  home: Pick<WriteHome, 'send'>,
): Pick<EventLog, 'append' | 'markDispatched'> & Pick<ConversationStore, 'mark'> {
  const ask = <Name extends keyof Writes>(name: Name, ...args: Parameters<Writes[Name]>) =>
    home.send({ name, args } as WriteCall) as Promise<ReturnType<Writes[Name]>>;
  return {
    append: async (drafts, admission) => toResults(drafts, await ask('append', drafts, admission)),
    markDispatched: heads => ask('markDispatched', mergeDispatched(heads)),
    mark: positions => ask('mark', mergePositions(positions)),
  };
}

/** The results in full: what the caller knows has not travelled. */
function toResults(drafts: readonly EventDraft[], appended: Appended): AppendResult[] {
  const { seqs, times, grown, others } = appended;
  const conversations = new Map<ConversationId, ConversationRecord>();
  for (const conversation of grown) conversations.set(conversation.conversationId, conversation);
  const instead = new Map(others);
  const moved = new Map(times);
  return drafts.map((draft, index) => {
    const other = instead.get(index);
    if (other) return other;
    const conversation = conversations.get(draft.conversationId);
    const seq = seqs[index];
    if (!conversation || !seq) throw new Error('The writer has not answered for every draft.');
    const { messageId, conversationId, senderId, clientId, type, body } = draft;
    const createdAtMs = moved.get(index) ?? draft.createdAtMs;
    const event = { messageId, conversationId, seq, senderId, clientId, type, body, createdAtMs };
    return { status: 'appended', event, conversation };
  });
}
