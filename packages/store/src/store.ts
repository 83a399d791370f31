import type { AccountStore, SessionRecordStore } from './accounts.ts';
import type { ConversationStore } from './conversations.ts';
import type { EventLog } from './event-log.ts';

/**
 * The database, by aggregate. A use case asks for the narrow part it needs
 * (`Pick<EventLog, 'append'>`), never for all of it.
 */
export interface Store {
  accounts: AccountStore;
  sessions: SessionRecordStore;
  conversations: ConversationStore;
  log: EventLog;
  /** Rejects when the database does not answer. For readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
