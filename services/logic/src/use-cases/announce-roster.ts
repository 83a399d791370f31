import { type ConversationId, ParleyError } from '@parley/core';
import type { Rosters } from '../dispatch/rosters.ts';
import { checkId } from '../domain/ids.ts';
import type { FindAccess } from '../lookups.ts';
import type { Session } from '../tokens/authenticate.ts';

interface Ports {
  findAccess: FindAccess;
  rosters: Pick<Rosters, 'ask'>;
}

/**
 * Has all members of a conversation told who of them is online, as a signal; `withNames` also what they
 * are called. Resolves before they are told.
 * @throws ParleyError `invalid_request`, `forbidden` (the world has no list), `not_found`, `not_a_member`.
 */
export type AnnounceRoster = (
  session: Session,
  conversationId: ConversationId,
  withNames: boolean,
) => Promise<void>;

export function announceRoster({ findAccess, rosters }: Ports): AnnounceRoster {
  return async ({ userId }, conversationId, withNames) => {
    checkId('conversationId', conversationId);
    const { conversation } = await findAccess(conversationId, userId);
    if (conversation.kind === 'world') {
      throw new ParleyError('forbidden', 'Everyone is in the world channel; it has no list.');
    }
    rosters.ask(conversationId, withNames);
  };
}
