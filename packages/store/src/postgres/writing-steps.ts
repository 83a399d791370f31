import { CONVERSATION_COLUMNS, EVENT_COLUMNS, MEMBER_COLUMNS } from '../sql/rows.ts';
import type { WritingSteps } from '../sql/transactional-writes.ts';
import type { Session, Statement } from './session.ts';
import { int64s, texts, unnestEvents, unnestMembers } from './unnest.ts';

export function writingSteps({ client, send }: Session): WritingSteps {
  return {
    async writeAppend({ events, mentions, grown }) {
      const heads = [...grown.values()];
      send({
        ...APPEND,
        values: [
          ...unnestEvents(events),
          int64s(heads.map(head => head.conversationId)),
          int64s(heads.map(head => head.lastSeq)),
          int64s(heads.map(head => head.lastEventAtMs)),
        ],
      });
      if (mentions.length === 0) return;
      const values = [
        int64s(mentions.map(mention => mention.userId)),
        int64s(mentions.map(mention => mention.conversationId)),
        int64s(mentions.map(mention => mention.seq)),
      ];
      send({ ...MENTION, values });
    },

    async insertConversation(conversation) {
      const { conversationId, kind, key, title, epoch } = conversation;
      const { lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs } = conversation;
      const numbers = [epoch, lastSeq, memberCount, membersSeq, createdAtMs, lastEventAtMs];
      const { rowCount } = await client.query(
        `INSERT INTO conversations (${CONVERSATION_COLUMNS}, dispatched_seq)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0) ON CONFLICT DO NOTHING`,
        [conversationId, kind, key, title, ...numbers],
      );
      return rowCount === 1;
    },

    async insertMembers(members) {
      const { rowCount } = await client.query(
        `INSERT INTO members (${MEMBER_COLUMNS})
         SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[],
           $5::bigint[], $6::bigint[], $7::bigint[])
         ON CONFLICT DO NOTHING`,
        unnestMembers(members),
      );
      return rowCount ?? 0;
    },

    async insertEvents(events) {
      send({ text: INSERT_EVENTS, values: unnestEvents(events) });
    },

    async deleteMembers(conversationId, userIds) {
      const { rowCount } = await client.query(
        'DELETE FROM members WHERE conversation_id = $1 AND user_id = ANY($2::bigint[])',
        [conversationId, userIds],
      );
      return rowCount ?? 0;
    },

    async updateRoles(conversationId, roles) {
      send({
        text: `UPDATE members SET role = new.role
          FROM unnest($2::bigint[], $3::text[]) AS new (user_id, role)
          WHERE conversation_id = $1 AND members.user_id = new.user_id`,
        values: [
          conversationId,
          int64s(roles.map(({ userId }) => userId)),
          texts(roles.map(({ role }) => role)),
        ],
      });
    },

    async updateConversation(conversation) {
      const { conversationId, title, memberCount, membersSeq, lastSeq, lastEventAtMs } =
        conversation;
      send({
        text: `UPDATE conversations
          SET title = $2, member_count = $3, members_seq = $4, last_seq = $5, last_event_at_ms = $6
          WHERE conversation_id = $1`,
        values: [conversationId, title, memberCount, membersSeq, lastSeq, lastEventAtMs],
      });
    },
  };
}

/** Enters the logs into the outbox, most of which are there already under load. */
const ENTER = `waiting AS (
    INSERT INTO undispatched SELECT DISTINCT unnest($2::bigint[]) ON CONFLICT DO NOTHING
  )`;

const EVENTS = `INSERT INTO events (${EVENT_COLUMNS})
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[],
    $5::text[], $6::text[], $7::text[], $8::bigint[])`;

const INSERT_EVENTS = `WITH ${ENTER} ${EVENTS}`;

const APPEND: Statement = {
  name: 'append_events',
  text: `WITH moved AS (
      UPDATE conversations
      SET last_seq = head.last_seq, last_event_at_ms = head.last_event_at_ms
      FROM unnest($9::bigint[], $10::bigint[], $11::bigint[])
        AS head (conversation_id, last_seq, last_event_at_ms)
      WHERE conversations.conversation_id = head.conversation_id
    ), ${ENTER} ${EVENTS}`,
};

const MENTION: Statement = {
  name: 'append_mentions',
  text: `INSERT INTO mentions (user_id, conversation_id, seq)
    SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[])`,
};
