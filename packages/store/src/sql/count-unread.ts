import type { ConversationId, UserId } from '@parley/core';
import type { LogStretch, Unread } from '../event-log.ts';
import { chunks } from './by-id.ts';
import { isId } from './ids.ts';
import type { RunSql } from './run-sql.ts';

/** Stretches of one statement: the least of these that is enough, so that few texts are prepared. */
const SIZES = [1, 4, 16, 64] as const;
const MOST = 64;

interface RawCounts {
  place: number | string;
  messages: number | string;
  mentions: number | string;
}

/**
 * One statement for many logs. Each stretch is a term of its own with constant bounds, for not every
 * planner looks up `seq > another table's column` in an index: MySQL would read the whole log. So each
 * term is a range of `events_place` and one of the key of `mentions`.
 */
export async function countUnread(
  runSql: RunSql,
  userId: UserId,
  stretches: readonly LogStretch[],
): Promise<Map<ConversationId, Unread>> {
  const counts = new Map<ConversationId, Unread>();
  if (!isId(userId)) return counts;
  const known = stretches.filter(({ conversationId }) => isId(conversationId));
  for (const chunk of chunks(known, MOST)) {
    const size = SIZES.find(one => one >= chunk.length) ?? MOST;
    const bounds = Array.from({ length: size }, (_, at) => {
      const { conversationId, afterSeq, toSeq } = chunk[at] ?? NOWHERE;
      return [conversationId, afterSeq, toSeq];
    });
    for (const row of await runSql<RawCounts>(STATEMENTS[size], [userId, ...bounds.flat()])) {
      const stretch = chunk[Number(row.place)];
      if (stretch === undefined) continue;
      counts.set(stretch.conversationId, {
        messages: Number(row.messages),
        mentions: Number(row.mentions),
      });
    }
  }
  return counts;
}

/** Fills what is left of a statement. */
const NOWHERE: LogStretch = { conversationId: '0', afterSeq: 0, toSeq: 0 };

const STATEMENTS = { 1: statement(1), 4: statement(4), 16: statement(16), 64: statement(64) };

function statement(size: number): string {
  return Array.from({ length: size }, (_, place) => {
    const at = place * 3 + 2;
    const within = `conversation_id = $${at} AND seq > $${at + 1} AND seq <= $${at + 2}`;
    return `SELECT ${place} AS place,
      (SELECT count(*) FROM events
        WHERE ${within} AND type = 'message' AND sender_id <> $1) AS messages,
      (SELECT count(*) FROM mentions WHERE user_id = $1 AND ${within}) AS mentions`;
  }).join('\nUNION ALL\n');
}
