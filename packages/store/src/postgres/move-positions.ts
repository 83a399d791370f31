import type { Pool } from 'pg';
import type { MemberPosition } from '../conversations.ts';
import { POSITION_COLUMNS, type RawPosition, toPosition } from '../sql/rows.ts';
import type { Statement } from './session.ts';
import { int64s } from './unnest.ts';

export async function movePositions(
  pool: Pool,
  positions: readonly MemberPosition[],
): Promise<MemberPosition[]> {
  const values = [
    int64s(positions.map(position => position.conversationId)),
    int64s(positions.map(position => position.userId)),
    int64s(positions.map(position => position.deliveredSeq)),
    int64s(positions.map(position => position.readSeq)),
  ];
  const { rows } = await pool.query<RawPosition>({ ...MARK, values });
  return rows.map(toPosition);
}

/** Locks the rows in the order of the key before it touches any. */
const MARK: Statement = {
  name: 'mark_positions',
  text: `WITH wanted AS (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
        AS wanted (conversation_id, user_id, delivered, read)
    ), locked AS (
      SELECT conversation_id, user_id,
        LEAST(wanted.delivered, last_seq) AS delivered, LEAST(wanted.read, last_seq) AS read
      FROM members JOIN wanted USING (conversation_id, user_id)
        JOIN conversations USING (conversation_id)
      WHERE delivered_seq < LEAST(wanted.delivered, last_seq)
        OR read_seq < LEAST(wanted.read, last_seq)
      ORDER BY conversation_id, user_id
      FOR UPDATE OF members
    )
    UPDATE members
    SET delivered_seq = GREATEST(delivered_seq, locked.delivered),
        read_seq = GREATEST(read_seq, locked.read)
    FROM locked
    WHERE members.conversation_id = locked.conversation_id AND members.user_id = locked.user_id
    RETURNING ${POSITION_COLUMNS.replaceAll(/\w+/g, 'members.$&')}`,
};
