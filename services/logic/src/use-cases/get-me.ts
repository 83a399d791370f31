import type { AccountStore, UserRecord } from '@parley/store';
import { userNotFound } from '../domain/require-users.ts';
import type { Session } from '../tokens/authenticate.ts';

interface Ports {
  accounts: Pick<AccountStore, 'findByIds'>;
}

/** The caller's own account. @throws ParleyError `not_found`. */
export type GetMe = (session: Session) => Promise<UserRecord>;

export function getMe({ accounts }: Ports): GetMe {
  return async ({ userId }) => {
    const user = (await accounts.findByIds([userId])).get(userId);
    if (user === undefined) throw userNotFound('userId', userId);
    return user;
  };
}
