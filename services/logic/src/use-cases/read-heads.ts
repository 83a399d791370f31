import { type ConversationId, compareIds, WORLD_ID } from '@parley/core';
import { type Access, worldMember } from '../domain/access.ts';
import type { Lookups } from '../lookups.ts';
import type { Session } from '../tokens/authenticate.ts';

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

const EVERYTHING: HeadRange = { afterId: '', upToId: '', limit: 0 };

interface Ports {
  lookups: Pick<Lookups, 'conversation' | 'ofUser'>;
}

/**
 * Those of the user's conversations, and the world channel, of which the client does not hold what the
 * server holds or does not know how far the person has read, and those that are not the user's any more. Ask after the socket has been subscribed:
 * what is committed later is pushed then, and what was committed before is in here. That is so
 * for each range on its own, however many it takes and whenever they are asked for.
 */
export type ReadHeads = (
  session: Session,
  known: readonly KnownHead[],
  range?: HeadRange,
) => Promise<HeadComparison>;

export function readHeads({ lookups }: Ports): ReadHeads {
  return async ({ userId }, known, { afterId, upToId, limit } = EVERYTHING) => {
    const [own, world] = await Promise.all([
      lookups.ofUser(userId),
      lookups.conversation(WORLD_ID),
    ]);
    const all: Access[] = world
      ? [...own, { conversation: world, member: worldMember(world, userId) }]
      : own;
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
  };
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
