import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { MemberPosition } from '../conversations.ts';
import { type RawPosition, toPosition } from '../sql/rows.ts';

/**
 * The rows are read first, for a join would lock the heads, and a mark that waits for appends is
 * slow. What has moved meanwhile does no harm: heads and positions only grow.
 */
export async function movePositions(
  pool: Pool,
  positions: readonly MemberPosition[],
): Promise<MemberPosition[]> {
  const now = await standing(pool, positions);
  const moved = positions.flatMap(position => movedOn(position, now) ?? []);
  if (moved.length === 0) return [];
  const values = moved.map(m => [m.conversationId, m.userId, m.deliveredSeq, m.readSeq]);
  await pool.execute(MARK, [JSON.stringify(values)]);
  return moved;
}

/** Where the position comes to; undefined if it does not move. */
function movedOn(
  { conversationId, userId, deliveredSeq, readSeq }: MemberPosition,
  now: ReadonlyMap<string, Standing>,
): MemberPosition | undefined {
  const member = now.get(`${conversationId} ${userId}`);
  if (member === undefined) return undefined;
  const delivered = Math.max(member.deliveredSeq, Math.min(deliveredSeq, member.lastSeq));
  const read = Math.max(member.readSeq, Math.min(readSeq, member.lastSeq));
  if (delivered === member.deliveredSeq && read === member.readSeq) return undefined;
  return { conversationId, userId, deliveredSeq: delivered, readSeq: read };
}

/** A member's position, and where the log ends. */
interface Standing extends MemberPosition {
  lastSeq: number;
}

async function standing(
  pool: Pool,
  members: readonly MemberPosition[],
): Promise<Map<string, Standing>> {
  const wanted = JSON.stringify(members.map(m => [m.conversationId, m.userId]));
  const [rows] = await pool.execute<RawStanding[]>(STANDING, [wanted]);
  return new Map(
    rows.map(row => [
      `${row.conversation_id} ${row.user_id}`,
      { ...toPosition(row), lastSeq: Number(row.last_seq) },
    ]),
  );
}

type RawStanding = RawPosition & { last_seq: string } & RowDataPacket;

const STANDING = `SELECT members.conversation_id, user_id, delivered_seq, read_seq, last_seq
  FROM JSON_TABLE(?, '$[*]' COLUMNS (conversation bigint PATH '$[0]', user bigint PATH '$[1]')) AS wanted
    STRAIGHT_JOIN members ON members.conversation_id = wanted.conversation AND user_id = wanted.user
    STRAIGHT_JOIN conversations ON conversations.conversation_id = wanted.conversation`;

/** Goes through the rows, and so locks them, in the order of the key. */
const MARK = `UPDATE
    JSON_TABLE(?, '$[*]' COLUMNS (
      conversation bigint PATH '$[0]', user bigint PATH '$[1]',
      delivered bigint PATH '$[2]', seen bigint PATH '$[3]'
    )) AS wanted
    STRAIGHT_JOIN members ON conversation_id = wanted.conversation AND user_id = wanted.user
  SET delivered_seq = GREATEST(delivered_seq, wanted.delivered),
      read_seq = GREATEST(read_seq, wanted.seen)
  WHERE delivered_seq < wanted.delivered OR read_seq < wanted.seen`;
