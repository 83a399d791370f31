import type { ConversationId, UserId } from '@parley/core';
import type { Pool } from 'pg';
import type { LogStretch, Unread } from '../event-log.ts';
import { isId } from '../sql/ids.ts';
import type { Statement } from './session.ts';

/**
 * As `sql/count-unread.ts`, with one short plan for any number of logs: here the bounds of an index range
 * may come from another row, and planning a term for each log would take longer than counting.
 */
export async function countUnread(
  pool: Pool,
  userId: UserId,
  stretches: readonly LogStretch[],
): Promise<Map<ConversationId, Unread>> {
  const known = stretches.filter(({ conversationId }) => isId(conversationId));
  if (known.length === 0 || !isId(userId)) return new Map();
  const values = [
    userId,
    known.map(stretch => stretch.conversationId),
    known.map(stretch => stretch.afterSeq),
    known.map(stretch => stretch.toSeq),
  ];
  const { rows } = await pool.query<RawUnread>({ ...COUNT, values });
  return new Map(
    rows.map(row => [
      row.conversation_id,
      { messages: Number(row.messages), mentions: Number(row.mentions) },
    ]),
  );
}

interface RawUnread {
  conversation_id: string;
  messages: string;
  mentions: string;
}

const COUNT: Statement = {
  name: 'count_unread',
  text: `SELECT stretch.conversation_id,
      (SELECT count(*) FROM events
        WHERE events.conversation_id = stretch.conversation_id
          AND seq > after_seq AND seq <= to_seq
          AND type = 'message' AND sender_id <> $1) AS messages,
      (SELECT count(*) FROM mentions
        WHERE user_id = $1 AND mentions.conversation_id = stretch.conversation_id
          AND seq > after_seq AND seq <= to_seq) AS mentions
    FROM unnest($2::bigint[], $3::bigint[], $4::bigint[])
      AS stretch (conversation_id, after_seq, to_seq)`,
};
