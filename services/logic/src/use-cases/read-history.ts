import { type ConversationId, invalid } from '@parley/core';
import type { EventLog, EventRecord } from '@parley/store';
import type { Turnstile } from '../batching/turnstile.ts';
import { checkId } from '../domain/ids.ts';
import type { FindAccess } from '../lookups.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';

/** Where a page begins and which way it goes. */
export type HistoryFrom = { afterSeq: number } | { beforeSeq: number };

export interface HistoryPage {
  epoch: number;
  /** By rising seq, without a gap. */
  events: EventRecord[];
  /** Whether there is more that the caller may see in the direction asked for. */
  hasMore: boolean;
}

interface Ports {
  log: Pick<EventLog, 'read'>;
  findAccess: FindAccess;
  reads: Pick<Turnstile, 'pass'>;
  options: Pick<LogicOptions, 'limits'>;
}

/**
 * A page of a log, never of what lies before the caller's `visibleFromSeq`.
 * @throws ParleyError `invalid_request`, `not_found`, `not_a_member`, `overloaded`.
 */
export type ReadHistory = (
  session: Session,
  conversationId: ConversationId,
  from: HistoryFrom,
  limit: number,
) => Promise<HistoryPage>;

export function readHistory({ log, findAccess, reads, options }: Ports): ReadHistory {
  const { pageSize } = options.limits;
  return async ({ userId }, conversationId, from, limit) => {
    checkId('conversationId', conversationId);
    if (!Number.isInteger(limit) || limit < 1 || limit > pageSize) {
      throw invalid('limit', limit, `an integer from 1 to ${pageSize}`);
    }
    const { conversation, member } = await findAccess(conversationId, userId);
    const { epoch } = conversation;
    const { visibleFromSeq } = member;

    if ('afterSeq' in from) {
      const afterSeq = Math.max(from.afterSeq, visibleFromSeq - 1);
      // One more than asked for tells whether there is more, exactly and at the time of reading.
      const events = await reads.pass(() => log.read(conversationId, { afterSeq }, limit + 1));
      return { epoch, events: events.slice(0, limit), hasMore: events.length > limit };
    }
    const read = await reads.pass(() =>
      log.read(conversationId, { beforeSeq: from.beforeSeq }, limit),
    );
    const events = read.filter(event => event.seq >= visibleFromSeq);
    // Logs have no gaps, so what comes before the first one is there unless it is hidden.
    const hasMore = (events[0]?.seq ?? visibleFromSeq) > visibleFromSeq;
    return { epoch, events, hasMore };
  };
}
