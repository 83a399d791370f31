import type { LogStretch } from '@parley/store';
import { UNREAD_EVENTS } from '@parley/wire';
import type { Access } from './access.ts';

/**
 * Where to look for what a member has not read: after the read position and what came before the
 * member did, no further than the log was long when it was read, and not without bound. What is
 * counted there follows from the member's and the conversation's row alone, however the log grows
 * meanwhile. Undefined when there is nothing.
 */
export function unreadStretch({ conversation, member }: Access): LogStretch | undefined {
  const { conversationId, lastSeq } = conversation;
  const afterSeq = Math.max(member.readSeq, member.visibleFromSeq - 1);
  const toSeq = Math.min(lastSeq, afterSeq + UNREAD_EVENTS);
  return toSeq > afterSeq ? { conversationId, afterSeq, toSeq } : undefined;
}
