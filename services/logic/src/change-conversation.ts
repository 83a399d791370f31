import { type Clock, ParleyError } from '@parley/core';
import type { Changed, ConversationStore } from '@parley/store';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import { conversationNotFound } from './domain/access.ts';

/** `ConversationStore.change`, and what it wrote goes to the dispatcher. */
export type ChangeConversation = ConversationStore['change'];

interface Ports {
  conversations: Pick<ConversationStore, 'change'>;
  announce: Announce;
}

export function conversationChanger({ conversations, announce }: Ports): ChangeConversation {
  return async (conversationId, userIds, decide) => {
    let exists = false;
    try {
      const changed = await conversations.change(conversationId, userIds, (...rows) => {
        exists = true;
        return decide(...rows);
      });
      announce(changed);
      return changed;
    } catch (error) {
      // In the same words as `decide` says it of one that the caller must not know of.
      const isUnknown = error instanceof ParleyError && error.code === 'not_found' && !exists;
      throw isUnknown ? conversationNotFound() : error;
    }
  };
}

/** Hands the events that a change has committed to the dispatcher. */
export type Announce = (changed: Changed) => void;

export function announcer(dispatcher: Pick<Dispatcher, 'add'>, clock: Clock): Announce {
  return ({ conversation, events }) => {
    const committedAtMs = clock.nowMs();
    for (const event of events) dispatcher.add({ event, conversation, committedAtMs });
  };
}
