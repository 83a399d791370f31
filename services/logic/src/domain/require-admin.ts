import { ParleyError } from '@parley/core';
import type { AccountStore } from '@parley/store';
import type { Session } from '../tokens/authenticate.ts';

/** @throws ParleyError `forbidden` unless the caller is an admin of the server now. */
export type RequireAdmin = (session: Session) => Promise<void>;

export function adminRequirer(accounts: Pick<AccountStore, 'isAdmin'>): RequireAdmin {
  return async ({ userId }) => {
    if (await accounts.isAdmin(userId)) return;
    throw new ParleyError('forbidden', 'Only admins of this server may do this.');
  };
}
