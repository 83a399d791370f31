import { type Clock, ParleyError } from '@parley/core';
import type { Changed, ConversationStore } from '@parley/store';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import { withMembersSeqs } from './dispatch/members-seq.ts';
import { conversationNotFound } from './domain/access.ts';

/** `ConversationStore.change`, and what it wrote goes to the dispatcher. */
export type ChangeConversation = ConversationStore['change'];

interface Ports {
  conversations: Pick<ConversationStore, 'change'>;
  announce: Announce;
}

export function conversationChanger({ conversations, announce }: Ports): ChangeConversation {
  return async (conversationId, userIds, decide) => {
    let membersSeq: number | undefined;
    try {
      const changed = await conversations.change(conversationId, userIds, (before, members) => {
        membersSeq = before.membersSeq;
        return decide(before, members);
      });
      announce(changed, membersSeq ?? 0);
      return changed;
    } catch (error) {
      // In the same words as `decide` says it of one that the caller must not know of.
      const isUnknown =
        error instanceof ParleyError && error.code === 'not_found' && membersSeq === undefined;
      throw isUnknown ? conversationNotFound() : error;
    }
  };
}

/**
 * Hands the events that a change has committed to the dispatcher; `membersSeq` is of the change of
 * members before it.
 */
export type Announce = (changed: Changed, membersSeq: number) => void;

export function announcer(dispatcher: Pick<Dispatcher, 'add'>, clock: Clock): Announce {
  return ({ conversation, events }, membersSeq) => {
    const committedAtMs = clock.nowMs();
    for (const placed of withMembersSeqs(events, membersSeq)) {
      dispatcher.add({ ...placed, conversation, committedAtMs });
    }
  };
}
