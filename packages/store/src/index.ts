export type {
  AccountStore,
  PresenceRecord,
  SessionRecord,
  SessionRecordStore,
  UserRecord,
} from './accounts.ts';
export type {
  Change,
  Changed,
  ConversationKind,
  ConversationRecord,
  ConversationStore,
  MemberPosition,
  MemberRecord,
  MemberRole,
  NewConversation,
  OwnConversation,
  Page,
  PageRequest,
} from './conversations.ts';
export type {
  Admission,
  AppendResult,
  EventDraft,
  EventLog,
  EventRecord,
  LogStretch,
  UndispatchedRange,
  Unread,
} from './event-log.ts';
export type { Store } from './store.ts';
