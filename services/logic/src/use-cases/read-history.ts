import { type ConversationId, invalid, type Turnstile } from '@parley/core';
import type { EventLog, EventRecord } from '@parley/store';
import { hasSubscribers } from '@parley/wire';
import type { Access } from '../domain/access.ts';
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

  const read = async (
    { conversation: { conversationId, epoch }, member: { visibleFromSeq } }: Access,
    from: HistoryFrom,
    limit: number,
  ): Promise<HistoryPage> => {
    if ('afterSeq' in from) {
      const afterSeq = Math.max(from.afterSeq, visibleFromSeq - 1);
      // One more than asked for tells whether there is more, exactly and at the time of reading.
      const events = await reads.pass(() => log.read(conversationId, { afterSeq }, limit + 1));
      return { epoch, events: events.slice(0, limit), hasMore: events.length > limit };
    }
    const before = await reads.pass(() =>
      log.read(conversationId, { beforeSeq: from.beforeSeq }, limit),
    );
    const events = before.filter(event => event.seq >= visibleFromSeq);
    // Logs have no gaps, so what comes before the first one is there unless it is hidden.
    const hasMore = (events[0]?.seq ?? visibleFromSeq) > visibleFromSeq;
    return { epoch, events, hasMore };
  };

  return async ({ userId }, conversationId, from, limit) => {
    checkId('conversationId', conversationId);
    if (!Number.isInteger(limit) || limit < 1 || limit > pageSize) {
      throw invalid('limit', limit, `an integer from 1 to ${pageSize}`);
    }
    for (let access = await findAccess(conversationId, userId); ; ) {
      const page = await read(access, from, limit);
      if (!hasSubscribers(access.conversation.kind)) return page;
      // Asked again, after the events, where members come and go: who was removed while they were read may
      // not see those that came then. Who is a member now may see all that was there.
      const now = await findAccess(conversationId, userId);
      if (isSame(now, access)) return page;
      access = now;
    }
  };
}

/** Whether the same part of the same log can be seen. */
function isSame(a: Access, b: Access): boolean {
  const isSameLog = a.conversation.epoch === b.conversation.epoch;
  return isSameLog && a.member.visibleFromSeq === b.member.visibleFromSeq;
}
