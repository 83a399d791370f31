import type { Dispatch__Output } from '@parley/contracts';
import type { Fence } from '../fence/fence.ts';
import type { Hub } from '../hub/hub.ts';
import { isSignal } from '../hub/run.ts';
import type { ChangeJournal } from '../presence/change-journal.ts';
import type { WatchedPresence } from '../presence/watched-presence.ts';

interface Ports {
  hub: Pick<Hub, 'channelsOfSession' | 'watched'>;
  fence: Pick<Fence, 'push'>;
  watchedPresence: Pick<WatchedPresence, 'pushed'>;
  journal: Pick<ChangeJournal, 'note' | 'heard'>;
}

/**
 * Resolves when the frames of everything that may pass lie in the sockets' outbound queues, to how many
 * sockets were reached. What has to wait is safe here: it is lost only with the sockets that it is for.
 */
export type PushDispatches = (
  dispatches: readonly Dispatch__Output[],
) => Promise<{ deliveries: number }>;

/** Carries out what task pushes: in order for each conversation, sign-outs at once. */
export function createPushDispatches(ports: Ports): PushDispatches {
  const { hub, fence, journal, watchedPresence } = ports;
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
        journal.note({ kind: subscribed ? 'joined' : 'left', userId, conversationId, seq });
      }
      if (!isSignal(dispatch)) journal.heard(conversationId, audience?.users?.userIds ?? []);
      else if (hub.watched.has(audience?.watchersOf ?? '')) watchedPresence.pushed(dispatch.signal);
      events.push(dispatch);
    }
    return { deliveries: await fence.push(events) };
  };
}
