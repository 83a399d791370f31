import type { UserId } from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import type { AccountStore, PresenceRecord } from '@parley/store';
import { batchAsker } from '../batching/batch-asker.ts';
import type { PresenceTeller } from './presence-teller.ts';

interface Ports {
  accounts: Pick<AccountStore, 'findPresence'>;
  sessionStore: Pick<SessionStore, 'setModes'>;
  presence: Pick<PresenceTeller, 'tell'>;
}

/**
 * Tells the session store how users want to be seen, who have just been bound and whom it shows to
 * nobody until then. Resolves to the mode. The users of one turn are looked up together.
 *
 * To be called after the binding: a mode that is chosen later finds the binding and is kept, one that
 * was chosen earlier is what the database says.
 */
export type Introduce = (userId: UserId) => Promise<PresenceRecord['mode']>;

export function introducer({ accounts, sessionStore, presence }: Ports): Introduce {
  return batchAsker<UserId, PresenceRecord['mode']>(async userIds => {
    const found = await accounts.findPresence(userIds);
    const modeOf = (userId: UserId) => found.get(userId)?.mode ?? 'auto';
    const modes = new Map(userIds.map(userId => [userId, modeOf(userId)]));
    presence.tell(await sessionStore.setModes(modes, 'unknown'));
    return userIds.map(modeOf);
  });
}
