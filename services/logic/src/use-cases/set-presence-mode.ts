import { type Clock, invalid } from '@parley/core';
import type { SessionStore } from '@parley/session-store';
import type { AccountStore } from '@parley/store';
import { PRESENCE_MODES, type PresenceMode } from '@parley/wire';
import type { PublishSignals } from '../dispatch/publish-signals.ts';
import type { PresenceTeller } from '../presence/presence-teller.ts';
import type { Session } from '../tokens/authenticate.ts';

interface Ports {
  accounts: Pick<AccountStore, 'findPresence' | 'setPresenceMode'>;
  sessionStore: Pick<SessionStore, 'setModes'>;
  presence: Pick<PresenceTeller, 'tell'>;
  publishSignals: PublishSignals;
  clock: Clock;
}

/**
 * The caller wants to be seen in another way from now on, on all devices.
 * @throws ParleyError `invalid_request`.
 */
export type SetPresenceMode = (session: Session, mode: string) => Promise<void>;

export function setPresenceMode(ports: Ports): SetPresenceMode {
  const { accounts, sessionStore, presence, publishSignals, clock } = ports;
  return async ({ userId }, given) => {
    const mode = PRESENCE_MODES.find(one => one === given);
    if (mode === undefined) throw invalid('mode', given, `one of ${PRESENCE_MODES.join(', ')}`);
    const show = async (shown: PresenceMode) =>
      presence.tell(await sessionStore.setModes(new Map([[userId, shown]]), 'all'));

    await accounts.setPresenceMode(userId, mode);
    await show(mode);
    // Of two at once the database has one; whoever looks last makes the session store agree with it.
    const kept = (await accounts.findPresence([userId])).get(userId)?.mode ?? mode;
    if (kept !== mode) await show(kept);
    await publishSignals([
      {
        signal: { type: 'presence-mode', mode: kept, chosenAtMs: clock.nowMs() },
        audience: { users: { userIds: [userId] } },
        conversationId: '',
      },
    ]);
  };
}
