import { type ConversationId, compareIds } from '@parley/core';
import type { Access } from './access.ts';

/** What a client holds of a log. */
export interface KnownHead {
  conversationId: ConversationId;
  seq: number;
  /** 0 when the client did not say. */
  epoch: number;
  /** Undefined when the client did not say. */
  readSeq?: number | undefined;
}

/** The conversations to compare: ids above `afterId` and up to `upToId`; empty ones bound nothing. */
export interface HeadRange {
  afterId: ConversationId;
  upToId: ConversationId;
  /** Most heads in the answer; 0 for all. */
  limit: number;
}

export interface HeadComparison {
  /** By rising id. */
  heads: Access[];
  gone: ConversationId[];
  /** Conversations up to this id were compared; empty: all. */
  upToId: ConversationId;
}

/**
 * Those of the conversations of which the client does not hold what the server holds, or does not know
 * how far the person has read, and those of which it holds something that are not among them.
 */
export function compareHeads(
  all: readonly Access[],
  known: readonly KnownHead[],
  { afterId, upToId, limit }: HeadRange,
): HeadComparison {
  const isWithin = (id: ConversationId, lastId: ConversationId) =>
    compareIds(id, afterId) > 0 && (lastId === '' || compareIds(id, lastId) <= 0);

  const held = new Map(known.map(head => [head.conversationId, head]));
  const differing = all
    .filter(({ conversation: { conversationId } }) => isWithin(conversationId, upToId))
    .filter(access => !isHeld(access, held))
    .sort((a, b) => compareIds(a.conversation.conversationId, b.conversation.conversationId));
  const isCut = limit > 0 && differing.length > limit;
  const heads = isCut ? differing.slice(0, limit) : differing;
  const reachedId = isCut ? (heads.at(-1)?.conversation.conversationId ?? '') : upToId;

  const ids = new Set(all.map(({ conversation }) => conversation.conversationId));
  const gone = [...held.keys()].filter(id => isWithin(id, reachedId) && !ids.has(id));
  return { heads, gone, upToId: reachedId };
}

function isHeld(
  { conversation: { conversationId, kind, lastSeq, epoch }, member }: Access,
  held: ReadonlyMap<ConversationId, KnownHead>,
): boolean {
  const head = held.get(conversationId);
  if (head?.seq !== lastSeq) return false;
  if (head.epoch !== 0 && head.epoch !== epoch) return false;
  // Nobody's position in the world channel is kept.
  return kind === 'world' || head.readSeq === undefined || head.readSeq === member.readSeq;
}
