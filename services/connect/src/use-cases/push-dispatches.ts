import type { Dispatch__Output } from '@parley/contracts';
import type { Hub } from '../hub/hub.ts';
import type { ChangeJournal } from '../presence/change-journal.ts';
import type { WatchedPresence } from '../presence/watched-presence.ts';

interface Ports {
  hub: Pick<Hub, 'push' | 'channelsOfSession' | 'watched'>;
  watchedPresence: Pick<WatchedPresence, 'pushed'>;
  journal: Pick<ChangeJournal, 'note'>;
}

/** Resolves when every frame lies in its socket's outbound queue, to how many sockets were reached. */
export type PushDispatches = (
  dispatches: readonly Dispatch__Output[],
) => Promise<{ deliveries: number }>;

/** Carries out what task pushes: in order for each conversation, sign-outs at once. */
export function createPushDispatches({ hub, journal, watchedPresence }: Ports): PushDispatches {
  return async dispatches => {
    const events: Dispatch__Output[] = [];
    for (const dispatch of dispatches) {
      const { closeSessionId: sessionId, conversationId, seq, audience } = dispatch;
      if (sessionId !== '') {
        journal.note({ kind: 'revoked', sessionId });
        const userIds = audience?.users?.userIds ?? [];
        for (const channel of hub.channelsOfSession(sessionId, userIds)) {
          channel.close('session_revoked');
        }
        continue;
      }
      for (const { userId, subscribed } of dispatch.subscriptions) {
        if (subscribed) journal.note({ kind: 'joined', userId, conversationId, seq });
        else journal.note({ kind: 'left', userId, conversationId });
      }
      if (hub.watched.has(audience?.watchersOf ?? '')) watchedPresence.pushed(dispatch.signal);
      events.push(dispatch);
    }
    return { deliveries: await hub.push(events) };
  };
}
