import type { Conversation__Output, ConversationPage__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { ConversationKind, ConversationView, LogEvent, PageView } from '@parley/wire';
import { toMemberRole } from './member-view.ts';
import { toUserView } from './user-view.ts';

const KINDS: Record<ConversationKind, true> = {
  direct: true,
  group: true,
  room: true,
  world: true,
  inbox: true,
};

/** @throws ParleyError `internal` for a kind or role that this version does not know. */
export function toConversationView(conversation: Conversation__Output): ConversationView {
  const { kind, title, peer, own, lastEvent } = conversation;
  if (!isKind(kind)) {
    throw new ParleyError('internal', `This server does not know conversations of kind ${kind}.`);
  }
  return {
    conversationId: conversation.conversationId,
    kind,
    title: title === '' ? null : title,
    epoch: conversation.epoch,
    lastSeq: conversation.lastSeq,
    memberCount: conversation.memberCount,
    createdAtMs: conversation.createdAtMs,
    lastEventAtMs: conversation.lastEventAtMs,
    peer: peer === null ? null : toUserView(peer),
    own:
      own === null
        ? null
        : {
            role: toMemberRole(own.role),
            visibleFromSeq: own.visibleFromSeq,
            deliveredSeq: own.deliveredSeq,
            readSeq: own.readSeq,
            unreadCount: own.unreadCount,
            mentionCount: own.mentionCount,
          },
    // logic encoded it from this very type.
    lastEvent: lastEvent.length === 0 ? null : (JSON.parse(lastEvent.toString()) as LogEvent),
  };
}

export function toConversationPage(page: ConversationPage__Output): PageView<ConversationView> {
  return {
    items: page.conversations.map(toConversationView),
    nextCursor: page.nextCursor === '' ? null : page.nextCursor,
  };
}

function isKind(kind: string): kind is ConversationKind {
  return Object.hasOwn(KINDS, kind);
}
