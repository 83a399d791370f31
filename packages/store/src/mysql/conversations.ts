import type { ConversationId } from '@parley/core';
import type { Pool, RowDataPacket } from 'mysql2/promise';
import type { ConversationStore } from '../conversations.ts';
import { isId } from '../sql/ids.ts';
import { mergePositions } from '../sql/merge-positions.ts';
import { retryLostRaces } from '../sql/retry-lost-races.ts';
import { changeConversation } from './change-conversation.ts';
import { createConversation } from './create-conversation.ts';
import { isLostRace } from './fault.ts';
import { membersOfPairs } from './rows.ts';
import { transaction } from './session.ts';

export function createConversationWrites(
  pool: Pool,
): Pick<ConversationStore, 'create' | 'change' | 'memberships' | 'mark'> {
  return {
    create: fresh =>
      retryLostRaces(
        () => transaction(pool, connection => createConversation(connection, fresh)),
        isLostRace,
      ),

    change: (conversationId, userIds, decide) =>
      retryLostRaces(
        () =>
          transaction(pool, connection =>
            changeConversation(connection, conversationId, userIds, decide),
          ),
        isLostRace,
      ),

    async memberships(pairs) {
      const known = pairs.filter(pair => isId(pair.conversationId) && isId(pair.userId));
      if (known.length === 0) return pairs.map(() => undefined);
      const members = await membersOfPairs(pool, known);
      return pairs.map(({ conversationId, userId }) => members.get(`${conversationId} ${userId}`));
    },

    // The heads are read first, for a join would lock them, and a mark that waits for appends is slow.
    // One that has moved meanwhile does no harm: a log only grows.
    async mark(positions) {
      const merged = mergePositions(positions);
      if (merged.length === 0) return;
      const heads = await headsOf(pool, [...new Set(merged.map(one => one.conversationId))]);
      const moves = merged.map(({ conversationId, userId, deliveredSeq, readSeq }) => {
        const head = heads.get(conversationId) ?? 0;
        return [conversationId, userId, Math.min(deliveredSeq, head), Math.min(readSeq, head)];
      });
      const values = [JSON.stringify(moves)];
      await retryLostRaces(() => pool.execute(MARK, values), isLostRace);
    },
  };
}

async function headsOf(
  pool: Pool,
  conversationIds: readonly ConversationId[],
): Promise<Map<ConversationId, number>> {
  const wanted = JSON.stringify(conversationIds);
  const [rows] = await pool.execute<RawHead[]>(HEADS, [wanted]);
  return new Map(rows.map(row => [String(row.conversation_id), Number(row.last_seq)]));
}

interface RawHead extends RowDataPacket {
  conversation_id: string;
  last_seq: string;
}

const HEADS = `SELECT conversation_id, last_seq
  FROM JSON_TABLE(?, '$[*]' COLUMNS (id bigint PATH '$')) AS wanted
    STRAIGHT_JOIN conversations ON conversation_id = wanted.id`;

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
