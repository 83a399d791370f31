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
  /** Undefined when the client did not say. */
  readSeq?: number | undefined;
}

interface Ports {
  conversations: Pick<ConversationStore, 'ofUser'>;
  lookups: Pick<Lookups, 'conversation'>;
}

/**
 * Those of the user's conversations, and the world channel, of which the client does not hold what the
 * server holds, or has read less or more than the server knows. Ask after the socket has been subscribed: what is committed later is pushed then, and
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
    return all.filter(access => !isHeld(access, held.get(access.conversation.conversationId)));
  };
}

function isHeld({ conversation, member }: Access, held: KnownHead | undefined): boolean {
  const { kind, lastSeq, epoch } = conversation;
  if (held?.seq !== lastSeq || (held.epoch !== 0 && held.epoch !== epoch)) return false;
  // Nobody's position in the world channel is kept.
  return held.readSeq === undefined || held.readSeq === member.readSeq || kind === 'world';
}
