import { type ConversationId, WORLD_ID } from '@parley/core';
import type { ConversationStore } from '@parley/store';
import { type Access, worldMember } from '../domain/access.ts';
import type { Lookups } from '../lookups.ts';
import type { Session } from '../tokens/authenticate.ts';

/** What a client holds of a log. */
export interface KnownHead {
  conversationId: ConversationId;
  seq: number;
  /** 0 when the client did not say. */
  epoch: number;
}

interface Ports {
  conversations: Pick<ConversationStore, 'ofUser'>;
  lookups: Pick<Lookups, 'conversation'>;
}

/**
 * Those of the user's conversations, and the world channel, of which the client does not hold what the
 * server holds. Ask after the socket has been subscribed: what is committed later is pushed then, and
 * what was committed before is in here.
 */
export type ReadHeads = (session: Session, known: readonly KnownHead[]) => Promise<Access[]>;

export function readHeads({ conversations, lookups }: Ports): ReadHeads {
  return async ({ userId }, known) => {
    const held = new Map(known.map(head => [head.conversationId, head]));
    const [own, world] = await Promise.all([
      conversations.ofUser(userId),
      lookups.conversation(WORLD_ID),
    ]);
    const all: Access[] = world
      ? [...own, { conversation: world, member: worldMember(world, userId) }]
      : own;
    return all.filter(({ conversation }) => !isHeld(conversation, held));
  };
}

function isHeld(
  { conversationId, lastSeq, epoch }: Access['conversation'],
  held: ReadonlyMap<ConversationId, KnownHead>,
): boolean {
  const head = held.get(conversationId);
  return head?.seq === lastSeq && (head.epoch === 0 || head.epoch === epoch);
}
