import { encodeDispatchBatch } from '@parley/contracts';
import type { Clock, Logger, SessionId, UserId } from '@parley/core';
import type { Queue } from '@parley/queue';

/** Has the sockets of signed-out sessions closed, on whichever node they are. Never rejects. */
export type CloseSockets = (userId: UserId, sessionIds: readonly SessionId[]) => Promise<void>;

interface Ports {
  queue: Pick<Queue, 'publish'>;
  clock: Clock;
  logger: Logger;
}

/**
 * The order goes over the queue as a dispatch does, keyed by the user. When the queue refuses, the
 * sign-out still holds (the session is gone from the database), and `touchConnections` says it again
 * when a node next reports the socket.
 */
export function socketCloser({ queue, clock, logger }: Ports): CloseSockets {
  return async (userId, sessionIds) => {
    if (sessionIds.length === 0) return;
    const dispatches = sessionIds.map(closeSessionId => ({
      closeSessionId,
      audience: { users: { userIds: [userId] } },
      committedAtMs: clock.nowMs(),
    }));
    try {
      await queue.publish([{ key: userId, payload: encodeDispatchBatch({ dispatches }) }]);
    } catch (error) {
      logger.warn({ err: error, sessions: sessionIds.length }, 'sockets will be closed later');
    }
  };
}
