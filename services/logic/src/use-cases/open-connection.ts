import type { ConnectionId, ConversationId, ServerId } from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import type { ConversationStore } from '@parley/store';
import { check, deviceIdSchema } from '@parley/wire/schemas';
import type { Authenticate, Session } from '../tokens/authenticate.ts';

export interface OpenInput {
  accessToken: string;
  deviceId: string;
  connectionId: ConnectionId;
  serverId: ServerId;
}

export interface Opened extends Session {
  /** The conversations whose events go to subscribers: groups and rooms. */
  subscribeTo: {
    conversationId: ConversationId;
    visibleFromSeq: number;
    /** Of the last change of members that is in this answer; later ones are pushed. */
    membersSeq: number;
  }[];
}

interface Ports {
  authenticate: Authenticate;
  sessionStore: Pick<SessionStore, 'bind' | 'unbind'>;
  conversations: Pick<ConversationStore, 'ofUser'>;
}

/**
 * A socket has said hello: binds its device to the node, so that pushes find it from here on.
 * @throws ParleyError `invalid_request`, `unauthenticated`, `token_expired`, `session_revoked`.
 */
export type OpenConnection = (input: OpenInput) => Promise<Opened>;

export function openConnection(ports: Ports): OpenConnection {
  const { authenticate, sessionStore, conversations } = ports;
  return async ({ accessToken, deviceId, connectionId, serverId }) => {
    check(deviceIdSchema, deviceId, 'deviceId');
    const session = await authenticate(accessToken);
    const binding = { ...session, deviceId, connectionId, serverId };
    await sessionStore.bind(binding);
    try {
      // Again, after the binding: a sign-out that came in between has not found the socket, and one
      // that comes from now on does.
      const [own] = await Promise.all([
        conversations.ofUser(session.userId),
        authenticate(accessToken),
      ]);
      const subscribeTo = own
        .filter(({ conversation: { kind } }) => kind === 'group' || kind === 'room')
        .map(({ conversation: { conversationId, membersSeq }, member: { visibleFromSeq } }) => ({
          conversationId,
          visibleFromSeq,
          membersSeq,
        }));
      return { ...session, subscribeTo };
    } catch (error) {
      await sessionStore.unbind([binding]);
      throw error;
    }
  };
}
