import type { AccountStore, PresenceRecord, UserRecord } from '@parley/store';
import { userNotFound } from '../domain/require-users.ts';
import type { Session } from '../tokens/authenticate.ts';

interface Ports {
  accounts: Pick<AccountStore, 'findByIds' | 'findPresence'>;
}

/** The caller's own account. @throws ParleyError `not_found`. */
export type GetMe = (session: Session) => Promise<UserRecord & Pick<PresenceRecord, 'mode'>>;

export function getMe({ accounts }: Ports): GetMe {
  return async ({ userId }) => {
    const [users, presence] = await Promise.all([
      accounts.findByIds([userId]),
      accounts.findPresence([userId]),
    ]);
    const user = users.get(userId);
    if (user === undefined) throw userNotFound('userId', userId);
    return { ...user, mode: presence.get(userId)?.mode ?? 'auto' };
  };
}
