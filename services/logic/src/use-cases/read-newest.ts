import type { Dispatch } from '@parley/contracts';
import type { ConversationId } from '@parley/core';
import type { ConversationStore, EventLog } from '@parley/store';
import { toDispatch } from '../dispatch/to-dispatch.ts';

interface Ports {
  conversations: Pick<ConversationStore, 'find'>;
  log: Pick<EventLog, 'newest'>;
}

/** The newest event of each log as it would be pushed, for a connect node. */
export type ReadNewest = (conversationIds: readonly ConversationId[]) => Promise<Dispatch[]>;

export function readNewest({ conversations, log }: Ports): ReadNewest {
  return async conversationIds => {
    const events = [...(await log.newest(conversationIds)).values()];
    // After the events: then a change that is as new as they are is among what the row knows.
    const records = await conversations.find(events.map(event => event.conversationId));
    return events.flatMap(event => {
      const conversation = records.get(event.conversationId);
      if (conversation === undefined) return [];
      // A change at the event or after it hides the one before: the event before stands for it.
      const membersSeq = Math.min(conversation.membersSeq, event.seq - 1);
      return [toDispatch({ event, conversation, committedAtMs: event.createdAtMs, membersSeq })];
    });
  };
}
