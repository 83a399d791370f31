import {
  type ConnectionId,
  type ConversationId,
  ParleyError,
  type ServerId,
  type UserId,
} from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import { hasSubscribers, type PresenceMode } from '@parley/wire';
import { check, deviceIdSchema } from '@parley/wire/schemas';
import type { Access } from '../domain/access.ts';
import { compareHeads, type HeadComparison, type KnownHead } from '../domain/compare-heads.ts';
import type { Lookups } from '../lookups.ts';
import type { Introduce } from '../presence/introduce.ts';
import type { PresenceTeller } from '../presence/presence-teller.ts';
import type { Authenticate, RequireSession, Session } from '../tokens/authenticate.ts';

export interface OpenInput {
  accessToken: string;
  deviceId: string;
  connectionId: ConnectionId;
  serverId: ServerId;
  /** Nobody is at the device. */
  away: boolean;
  /** Which connection of its device it is, as the client counts; 0: not counted. */
  attempt: number;
  /** What the client holds of the conversations up to `upToId`; see `HeadRange`. */
  known: readonly KnownHead[];
  upToId: ConversationId;
  limit: number;
}

export interface Opened extends Session {
  /** When the device was bound, by the clock of the session store. */
  boundAtUs: number;
  presenceMode: PresenceMode;
  /** The conversations whose events go to subscribers: groups and rooms. */
  subscribeTo: {
    conversationId: ConversationId;
    visibleFromSeq: number;
    /** Of the last change of members that is in this answer; later ones are pushed. */
    membersSeq: number;
  }[];
  /** What differs, read after the binding and in one with the memberships. */
  heads: HeadComparison;
}

interface Ports {
  authenticate: Authenticate;
  requireSession: RequireSession;
  sessionStore: Pick<SessionStore, 'bind' | 'unbind'>;
  lookups: Pick<Lookups, 'everythingOf'>;
  introduce: Introduce;
  presence: Pick<PresenceTeller, 'tell' | 'saw'>;
}

/**
 * A socket has said hello: binds its device to the node, so that pushes find it from here on.
 * @throws ParleyError `unavailable` if a later connection of the device was bound before;
 *   `invalid_request`, `unauthenticated`, `token_expired`, `session_revoked`.
 */
export type OpenConnection = (input: OpenInput) => Promise<Opened>;

export function openConnection(ports: Ports): OpenConnection {
  const { authenticate, requireSession, sessionStore, lookups, introduce, presence } = ports;

  const show = async (userId: UserId, known: PresenceMode | undefined) => {
    const mode = known ?? (await introduce(userId));
    if (mode !== 'invisible') presence.saw(userId);
    return mode;
  };

  return async input => {
    const { deviceId, connectionId, serverId, away, attempt } = input;
    check(deviceIdSchema, deviceId, 'deviceId');
    const session = await authenticate(input.accessToken);
    const { userId, sessionId } = session;
    const binding = { userId, sessionId, deviceId, connectionId, serverId, away, attempt };
    const bound = await sessionStore.bind(binding);
    const { boundAtUs } = bound;
    presence.tell(bound.changes);
    if (bound.isLate) {
      throw new ParleyError('unavailable', 'A later connection of this device is there already.');
    }
    try {
      // Again, after the binding: a sign-out that came in between has not found the socket, and one
      // that comes from now on does.
      const [all, , presenceMode] = await Promise.all([
        lookups.everythingOf(userId),
        requireSession(session),
        show(userId, bound.mode),
      ]);
      const { known, upToId, limit } = input;
      const heads = compareHeads(all, known, { afterId: '', upToId, limit });
      const subscribeTo = subscriptionsOf(all);
      return { userId, sessionId, boundAtUs, presenceMode, subscribeTo, heads };
    } catch (error) {
      const { changes } = await sessionStore.unbind([{ ...binding, boundAtUs }]);
      presence.tell(changes);
      throw error;
    }
  };
}

function subscriptionsOf(all: readonly Access[]): Opened['subscribeTo'] {
  return all
    .filter(({ conversation }) => hasSubscribers(conversation.kind))
    .map(({ conversation: { conversationId, membersSeq }, member: { visibleFromSeq } }) => ({
      conversationId,
      visibleFromSeq,
      membersSeq,
    }));
}
