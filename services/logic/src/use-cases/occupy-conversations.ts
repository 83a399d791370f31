import type { ConversationId, ServerId } from '@parley/core';
import type { SessionStore } from '@parley/session-store';

interface Ports {
  sessionStore: Pick<SessionStore, 'occupy' | 'vacate'>;
}

/**
 * A node has its first, or no longer any, subscriber of conversations. Resolves to those that it was
 * not known to have.
 */
export type OccupyConversations = (
  serverId: ServerId,
  changes: { occupied: readonly ConversationId[]; vacated: readonly ConversationId[] },
) => Promise<ConversationId[]>;

export function occupyConversations({ sessionStore }: Ports): OccupyConversations {
  return async (serverId, { occupied, vacated }) => {
    // One after the other: a conversation in both is occupied in the end, which costs a push to a
    // node without subscribers; the other way round would lose pushes.
    if (vacated.length > 0) await sessionStore.vacate(serverId, vacated);
    return occupied.length > 0 ? await sessionStore.occupy(serverId, occupied) : [];
  };
}
