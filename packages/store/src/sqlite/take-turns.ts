import type { Store } from '../store.ts';
import type { WriteHome } from './write-home.ts';

/**
 * A store whose rare writes, on the connection of the event loop, wait for their turn instead of for a
 * lock: SQLite would stand still with the whole process until the other connection has committed.
 */
export function takeTurns(store: Store, alone: WriteHome['alone']): Store {
  const { accounts, sessions, conversations, log } = store;
  return {
    ...store,
    accounts: {
      ...accounts,
      create: user => alone(() => accounts.create(user)),
      setPresenceMode: (userId, mode) => alone(() => accounts.setPresenceMode(userId, mode)),
      markSeen: (userIds, seenAtMs) => alone(() => accounts.markSeen(userIds, seenAtMs)),
      setAdmin: (userId, sinceMs) => alone(() => accounts.setAdmin(userId, sinceMs)),
    },
    sessions: {
      ...sessions,
      create: session => alone(() => sessions.create(session)),
      rotate: (id, expectedHash, next) => alone(() => sessions.rotate(id, expectedHash, next)),
      revoke: sessionIds => alone(() => sessions.revoke(sessionIds)),
      purgeExpired: (nowMs, limit) => alone(() => sessions.purgeExpired(nowMs, limit)),
    },
    conversations: {
      ...conversations,
      create: fresh => alone(() => conversations.create(fresh)),
      change: (id, userIds, decide) => alone(() => conversations.change(id, userIds, decide)),
    },
    log: {
      ...log,
      raiseEpochs: (atLeast, ids) => alone(() => log.raiseEpochs(atLeast, ids)),
    },
  };
}
