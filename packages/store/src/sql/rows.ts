import type { PresenceRecord, SessionRecord, UserRecord } from '../accounts.ts';
import type {
  ConversationKind,
  ConversationRecord,
  MemberPosition,
  MemberRecord,
  MemberRole,
} from '../conversations.ts';
import type { EventRecord } from '../event-log.ts';
import type { ById, Source } from './by-id.ts';

/**
 * Rows as a driver gives them, for the statements that do without TypeORM because they are hot. An
 * 8-byte integer comes as a number (better-sqlite3) or as a string (pg, mysql2).
 */
type Int64 = number | string;

export interface RawConversation {
  conversation_id: Int64;
  kind: ConversationKind;
  unique_key: string | null;
  title: string | null;
  epoch: Int64;
  last_seq: Int64;
  member_count: Int64;
  members_seq: Int64;
  created_at_ms: Int64;
  last_event_at_ms: Int64;
}
export const CONVERSATION_COLUMNS =
  'conversation_id, kind, unique_key, title, epoch, last_seq, member_count, members_seq, created_at_ms, last_event_at_ms';

export function toConversation(row: RawConversation): ConversationRecord {
  return {
    conversationId: String(row.conversation_id),
    kind: row.kind,
    key: row.unique_key,
    title: row.title,
    epoch: Number(row.epoch),
    lastSeq: Number(row.last_seq),
    memberCount: Number(row.member_count),
    membersSeq: Number(row.members_seq),
    createdAtMs: Number(row.created_at_ms),
    lastEventAtMs: Number(row.last_event_at_ms),
  };
}

export interface RawMember {
  conversation_id: Int64;
  user_id: Int64;
  role: MemberRole;
  visible_from_seq: Int64;
  delivered_seq: Int64;
  read_seq: Int64;
  joined_at_ms: Int64;
}
export const MEMBER_COLUMNS =
  'conversation_id, user_id, role, visible_from_seq, delivered_seq, read_seq, joined_at_ms';

export function toMember(row: RawMember): MemberRecord {
  return {
    conversationId: String(row.conversation_id),
    userId: String(row.user_id),
    role: row.role,
    visibleFromSeq: Number(row.visible_from_seq),
    deliveredSeq: Number(row.delivered_seq),
    readSeq: Number(row.read_seq),
    joinedAtMs: Number(row.joined_at_ms),
  };
}

export type RawPosition = Pick<
  RawMember,
  'conversation_id' | 'user_id' | 'delivered_seq' | 'read_seq'
>;
export const POSITION_COLUMNS = 'conversation_id, user_id, delivered_seq, read_seq';

export function toPosition(row: RawPosition): MemberPosition {
  return {
    conversationId: String(row.conversation_id),
    userId: String(row.user_id),
    deliveredSeq: Number(row.delivered_seq),
    readSeq: Number(row.read_seq),
  };
}

export interface RawEvent {
  message_id: Int64;
  conversation_id: Int64;
  seq: Int64;
  sender_id: Int64;
  client_id: string | null;
  type: string;
  body: string;
  created_at_ms: Int64;
}
export const EVENT_COLUMNS =
  'message_id, conversation_id, seq, sender_id, client_id, type, body, created_at_ms';

export function toEvent(row: RawEvent): EventRecord {
  return {
    messageId: String(row.message_id),
    conversationId: String(row.conversation_id),
    seq: Number(row.seq),
    senderId: String(row.sender_id),
    clientId: row.client_id,
    type: row.type,
    body: row.body,
    createdAtMs: Number(row.created_at_ms),
  };
}

interface RawUser {
  user_id: Int64;
  name: string;
  display_name: string;
  password_hash: string;
  created_at_ms: Int64;
}

export const USERS_BY_ID: ById<RawUser, UserRecord> = {
  table: 'users',
  id: 'user_id',
  columns: 'user_id, name, display_name, password_hash, created_at_ms',
  toItem: row => ({
    userId: String(row.user_id),
    name: row.name,
    displayName: row.display_name,
    passwordHash: row.password_hash,
    createdAtMs: Number(row.created_at_ms),
  }),
  idOf: user => user.userId,
};

export interface RawPresence {
  user_id: Int64;
  presence_mode: PresenceRecord['mode'];
  last_seen_at_ms: Int64;
}
export const PRESENCE: Source = {
  table: 'users',
  id: 'user_id',
  columns: 'user_id, presence_mode, last_seen_at_ms',
};

interface RawSession {
  session_id: Int64;
  user_id: Int64;
  device_name: string;
  refresh_hash: string;
  refresh_expires_at_ms: Int64;
  created_at_ms: Int64;
  last_seen_at_ms: Int64;
}

export type RawOwner = Pick<RawSession, 'session_id' | 'user_id'>;
export const OWNERS: Source = {
  table: 'sessions',
  id: 'session_id',
  columns: 'session_id, user_id',
};

export const SESSIONS_BY_ID: ById<RawSession, SessionRecord> = {
  table: 'sessions',
  id: 'session_id',
  columns:
    'session_id, user_id, device_name, refresh_hash, refresh_expires_at_ms, created_at_ms, last_seen_at_ms',
  toItem: row => ({
    sessionId: String(row.session_id),
    userId: String(row.user_id),
    deviceName: row.device_name,
    refreshHash: row.refresh_hash,
    refreshExpiresAtMs: Number(row.refresh_expires_at_ms),
    createdAtMs: Number(row.created_at_ms),
    lastSeenAtMs: Number(row.last_seen_at_ms),
  }),
  idOf: session => session.sessionId,
};

export const CONVERSATIONS_BY_ID: ById<RawConversation, ConversationRecord> = {
  table: 'conversations',
  id: 'conversation_id',
  columns: CONVERSATION_COLUMNS,
  toItem: toConversation,
  idOf: conversation => conversation.conversationId,
};
