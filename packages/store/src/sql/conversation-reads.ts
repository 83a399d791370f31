import type { UserId } from '@parley/core';
import { type DataSource, In } from 'typeorm';
import type { ConversationStore, MemberRecord, OwnConversation } from '../conversations.ts';
import type { Entities } from '../entities/entities.ts';
import { chunks, findByIds, readByIds } from './by-id.ts';
import { isId } from './ids.ts';
import { fromCursor, toPage } from './page-cursor.ts';
import { requirePositive } from './require-positive.ts';
import {
  CONVERSATION_COLUMNS,
  CONVERSATIONS_BY_ID,
  MEMBER_COLUMNS,
  type RawConversation,
  type RawMember,
  toConversation,
  toMember,
} from './rows.ts';
import type { RunSql } from './run-sql.ts';
import { isStorable } from './text.ts';

export type ConversationReads = Pick<
  ConversationStore,
  'find' | 'findByKey' | 'members' | 'membersOf' | 'ofUsers' | 'listKind'
>;

const OF_USERS = {
  // Without `conversation_id`, which both tables have.
  columns: `${MEMBER_COLUMNS.replace('conversation_id, ', '')}, ${CONVERSATION_COLUMNS}`,
  table: 'members JOIN conversations USING (conversation_id)',
  id: 'user_id',
};

export function createConversationReads(
  dataSource: DataSource,
  entities: Entities,
  runSql: RunSql,
): ConversationReads {
  const conversations = dataSource.getRepository(entities.conversations);
  const members = dataSource.getRepository(entities.members);
  return {
    find: conversationIds => findByIds(runSql, CONVERSATIONS_BY_ID, conversationIds),

    async findByKey(key) {
      if (!isStorable(key)) return undefined;
      return (await conversations.findOneBy({ key })) ?? undefined;
    },

    async members(conversationId, { cursor, limit }) {
      if (!isId(conversationId)) return { items: [] };
      const { timeMs, id } = fromCursor(cursor);
      const rows = await members
        .createQueryBuilder('member')
        .where('member.conversationId = :conversationId', { conversationId })
        .andWhere('(member.joinedAtMs, member.userId) > (:timeMs, :id)', { timeMs, id })
        .orderBy('member.joinedAtMs')
        .addOrderBy('member.userId')
        .limit(requirePositive('limit', limit) + 1)
        .getMany();
      return toPage(rows, limit, row => ({ timeMs: row.joinedAtMs, id: row.userId }));
    },

    async membersOf(conversationIds) {
      const found: MemberRecord[] = [];
      for (const chunk of chunks([...new Set(conversationIds)].filter(isId))) {
        found.push(...(await members.findBy({ conversationId: In(chunk) })));
      }
      return found;
    },

    // Asked at every connect: prepared, for TypeORM takes about five times as long over it.
    async ofUsers(userIds) {
      const found = new Map<UserId, OwnConversation[]>();
      for (const row of await readByIds<RawConversation & RawMember>(runSql, OF_USERS, userIds)) {
        const own = { conversation: toConversation(row), member: toMember(row) };
        const others = found.get(own.member.userId);
        if (others) others.push(own);
        else found.set(own.member.userId, [own]);
      }
      return found;
    },

    async listKind(kind, { cursor, limit }) {
      const { timeMs, id } = fromCursor(cursor);
      const rows = await conversations
        .createQueryBuilder('conversation')
        .where('conversation.kind = :kind', { kind })
        .andWhere('(conversation.createdAtMs, conversation.conversationId) > (:timeMs, :id)', {
          timeMs,
          id,
        })
        .orderBy('conversation.createdAtMs')
        .addOrderBy('conversation.conversationId')
        .limit(requirePositive('limit', limit) + 1)
        .getMany();
      return toPage(rows, limit, row => ({ timeMs: row.createdAtMs, id: row.conversationId }));
    },
  };
}
