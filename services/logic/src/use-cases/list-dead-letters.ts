import { invalid } from '@parley/core';
import type { DeadLetterPlace } from '@parley/queue';
import type { DeadLetterDesk, DeadLetterSummary } from '../dead-letters/dead-letter-desk.ts';
import { checkLimit, type PageInput } from '../domain/paging.ts';
import type { RequireAdmin } from '../domain/require-admin.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';

export interface DeadLetterPage {
  items: DeadLetterSummary[];
  /** Undefined on the last page. */
  nextCursor: string | undefined;
  /** How many there are, on all pages. */
  total: number;
}

interface Ports {
  desk: Pick<DeadLetterDesk, 'list'>;
  requireAdmin: RequireAdmin;
  options: Pick<LogicOptions, 'maxListed'>;
}

/**
 * What could not be delivered, oldest first, without what people wrote.
 * @throws ParleyError `forbidden`, `invalid_request`, `unavailable`.
 */
export type ListDeadLetters = (session: Session, input: PageInput) => Promise<DeadLetterPage>;

export function listDeadLetters({ desk, requireAdmin, options }: Ports): ListDeadLetters {
  return async (session, input) => {
    await requireAdmin(session);
    const limit = checkLimit(input.limit, options.maxListed);
    // One more than asked for tells whether there is more.
    const { letters, total } = await desk.list(limit + 1, fromCursor(input.cursor));
    const items = letters.slice(0, limit);
    const last = items.at(-1);
    const hasMore = letters.length > limit;
    return { items, nextCursor: hasMore && last ? toCursor(last) : undefined, total };
  };
}

function toCursor({ diedAtMs, deadLetterId }: DeadLetterPlace): string {
  return `${diedAtMs}.${deadLetterId}`;
}

function fromCursor(cursor: string): DeadLetterPlace | undefined {
  if (cursor === '') return undefined;
  const [, diedAtMs, deadLetterId] = /^(\d{1,15})\.([\w-]{1,64})$/.exec(cursor) ?? [];
  if (deadLetterId === undefined) throw invalid('cursor', cursor, 'the nextCursor of a page');
  return { diedAtMs: Number(diedAtMs), deadLetterId };
}
