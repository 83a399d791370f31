import type { ErrorCode } from '@parley/core';
import type { Admit } from '@parley/store';

/**
 * Who may write a message into a log. Asked inside the transaction that appends it, so that nobody
 * writes who was removed a moment before. The answers are those of `requireMember`.
 */
export const admitMessage: Admit = (_draft, conversation, sender): ErrorCode | undefined => {
  switch (conversation.kind) {
    case 'world':
      return undefined;
    case 'room':
      return sender ? undefined : 'not_a_member';
    case 'direct':
    case 'group':
      return sender ? undefined : 'not_found';
    case 'inbox':
      // Only the server writes there.
      return sender ? 'forbidden' : 'not_found';
    default:
      return conversation.kind satisfies never;
  }
};
