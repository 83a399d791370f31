import { invalid, type Logger } from '@parley/core';
import type { DeadLetterDesk, DeadLetterOutcome } from '../dead-letters/dead-letter-desk.ts';
import type { RequireAdmin } from '../domain/require-admin.ts';
import type { Session } from '../tokens/authenticate.ts';

/** Ids in one request. */
const MAX_IDS = 1_000;

/** Which of them: either some by their ids, or all that there are now. */
export interface DeadLetterSelection {
  ids: readonly string[];
  all: boolean;
}

interface Ports {
  desk: Pick<DeadLetterDesk, 'replay' | 'purge'>;
  requireAdmin: RequireAdmin;
  logger: Logger;
}

/**
 * Puts dead letters back into the queue, or throws them away for good. Who did it is in the log.
 * @throws ParleyError `forbidden`, `invalid_request`, `unavailable`.
 */
export type WorkDeadLetters = (
  session: Session,
  selection: DeadLetterSelection,
) => Promise<DeadLetterOutcome>;

export function workDeadLetters(
  action: 'replay' | 'purge',
  { desk, requireAdmin, logger }: Ports,
): WorkDeadLetters {
  return async (session, { ids, all }) => {
    await requireAdmin(session);
    // Nothing is replayed or purged by accident.
    if (all === ids.length > 0) throw invalid('ids', ids, 'either ids or all');
    if (ids.length > MAX_IDS) throw invalid('ids', ids.length, `at most ${MAX_IDS} ids`);
    const outcome = await desk[action](all ? {} : { ids });
    const { userId } = session;
    logger.info({ userId, action, ids: all ? 'all' : ids, ...outcome }, 'worked dead letters');
    return outcome;
  };
}
