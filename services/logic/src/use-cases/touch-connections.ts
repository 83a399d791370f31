import {
  type Clock,
  type ConnectionId,
  type ConversationId,
  hash32,
  type Logger,
  type ServerId,
  type SessionId,
  type UserId,
} from '@parley/core';
import type { Binding, SessionStore, TouchedBinding } from '@parley/session-store';
import type { SessionRecordStore } from '@parley/store';
import type { CloseSockets } from '../dispatch/close-sockets.ts';
import type { Introduce } from '../presence/introduce.ts';
import type { PresenceTeller } from '../presence/presence-teller.ts';

/** A node touches each socket at least this often, in ms; what is seldom needs no state of its own. */
const SLOT_MS = 20_000;
const SLOTS = 15;

interface Ports {
  sessionStore: Pick<SessionStore, 'touch' | 'occupy'>;
  sessions: Pick<SessionRecordStore, 'owners'>;
  closeSockets: CloseSockets;
  introduce: Introduce;
  presence: Pick<PresenceTeller, 'tell' | 'saw'>;
  clock: Clock;
  logger: Logger;
}

/**
 * A node says which sockets and conversations it holds, so that their entries stay. Resolves to the
 * connections whose binding had been lost, and to the conversations that the node was not known to
 * have any more: pushes have not reached them meanwhile.
 *
 * Whether the devices are away is told on the way, and who watches hears what changes by it.
 *
 * A socket whose session was signed out is told to close here too, in case that the first time was
 * lost on the way.
 */
export type TouchConnections = (
  serverId: ServerId,
  bindings: readonly TouchedBinding[],
  conversationIds: readonly ConversationId[],
) => Promise<{ rebound: ConnectionId[]; regained: ConversationId[] }>;

export function touchConnections({
  sessionStore,
  sessions,
  closeSockets,
  introduce,
  presence,
  clock,
  logger,
}: Ports): TouchConnections {
  const closeRevoked = async (bindings: readonly Binding[]) => {
    const alive = await sessions.owners(bindings.map(binding => binding.sessionId));
    const revoked = new Map<UserId, Set<SessionId>>();
    for (const { userId, sessionId } of bindings) {
      if (alive.has(sessionId)) continue;
      revoked.set(userId, (revoked.get(userId) ?? new Set()).add(sessionId));
    }
    for (const [userId, sessionIds] of revoked) await closeSockets(userId, [...sessionIds]);
  };

  return async (serverId, bindings, conversationIds) => {
    const regained =
      conversationIds.length > 0 ? await sessionStore.occupy(serverId, conversationIds) : [];
    if (bindings.length === 0) return { rebound: [], regained };
    const { rebound, withoutMode, visible, changes } = await sessionStore.touch(bindings);
    presence.tell(changes);
    const nowMs = clock.nowMs();
    for (const userId of visible) if (isDue(userId, nowMs)) presence.saw(userId);
    // A database that is away must not make a node think that its bindings were not kept.
    await Promise.all([closeRevoked(bindings), ...withoutMode.map(introduce)]).catch(error => {
      logger.warn({ err: error }, 'sessions were not checked; the next touch does it');
    });
    return { rebound: rebound.map(binding => binding.connectionId), regained };
  };
}

/**
 * Whether it is this user's turn to have it written that the person is there: one slot of
 * time in many, so about every five minutes. Of who is lost with a node that is as much as will be known.
 */
function isDue(userId: UserId, nowMs: number): boolean {
  return hash32(userId) % SLOTS === Math.floor(nowMs / SLOT_MS) % SLOTS;
}
