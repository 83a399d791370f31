import type { UserId } from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import type { AccountStore } from '@parley/store';
import type { Presence } from '@parley/wire';
import type { PresenceTeller } from '../presence/presence-teller.ts';

interface Ports {
  sessionStore: Pick<SessionStore, 'presence'>;
  accounts: Pick<AccountStore, 'findPresence'>;
  presence: Pick<PresenceTeller, 'tell'>;
}

/**
 * How users are to be seen now. Whose status has changed without anybody noticing (a device whose time
 * was over) is told to all who watch, on the way.
 */
export type ReadPresence = (userIds: readonly UserId[]) => Promise<Presence[]>;

export function readPresence({ sessionStore, accounts, presence }: Ports): ReadPresence {
  return async given => {
    const userIds = [...new Set(given)];
    if (userIds.length === 0) return [];
    const { statuses, changes } = await sessionStore.presence(userIds);
    presence.tell(changes);
    const gone = statuses.filter(({ status }) => status === 'offline');
    const records = await accounts.findPresence(gone.map(({ userId }) => userId));
    return statuses.map(status => {
      const lastSeenAtMs = records.get(status.userId)?.lastSeenAtMs ?? 0;
      return lastSeenAtMs > 0 ? { ...status, lastSeenAtMs } : status;
    });
  };
}
