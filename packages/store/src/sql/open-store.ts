import type { DataSource } from 'typeorm';
import type { ConversationStore } from '../conversations.ts';
import type { Entities } from '../entities/entities.ts';
import type { EventLog } from '../event-log.ts';
import type { Store } from '../store.ts';
import { createAccountStore } from './account-store.ts';
import { type ConversationReads, createConversationReads } from './conversation-reads.ts';
import { type Fault, toStoreError } from './errors.ts';
import { guardStore } from './guard.ts';
import { createLogReads, type LogReads } from './log-reads.ts';
import { createRaiseEpochs } from './raise-epochs.ts';
import type { RunSql } from './run-sql.ts';
import { createSessionRecordStore } from './session-record-store.ts';

/** What each database does in its own way. */
export interface Backend {
  runSql: RunSql;
  conversations: Omit<ConversationStore, keyof ConversationReads>;
  /** May do a read in its own way, too. */
  log: Omit<EventLog, keyof LogReads | 'raiseEpochs'> & Partial<LogReads>;
  ping: () => Promise<void>;
  /**
   * Resolves when all that was written is on the disk. Every call waits for it before it resolves, so
   * that nobody hears of what could still be lost. Left out: a commit does so itself.
   */
  settled?: () => Promise<void>;
  /** What else is around the calls; what it throws is translated, too. */
  wrap?: (store: Store) => Store;
  /** Ends what runs beside the calls; the connections are closed after it. */
  stop?: () => Promise<void>;
}

interface Database {
  dataSource: DataSource;
  entities: Entities;
  faultOf: (error: unknown) => Fault | undefined;
}

/**
 * Opens the data source, lets `prepare` migrate and make what is its own, and puts the store together.
 * @throws ParleyError as the calls of the store do; then nothing is left open.
 */
export async function openStore(
  { dataSource, entities, faultOf }: Database,
  prepare: () => Promise<Backend>,
): Promise<Store> {
  const toOurs = (error: unknown) => toStoreError(error, faultOf(error));
  try {
    await dataSource.initialize();
    const { runSql, conversations, log, ping, settled, wrap, stop } = await prepare();
    const store: Store = {
      accounts: createAccountStore(dataSource, entities, runSql),
      sessions: createSessionRecordStore(dataSource, entities, runSql),
      conversations: { ...createConversationReads(dataSource, entities, runSql), ...conversations },
      log: {
        ...createLogReads(dataSource, entities, runSql),
        raiseEpochs: createRaiseEpochs(dataSource, entities),
        ...log,
      },
      ping,
      close: async () => {
        await stop?.();
        await dataSource.destroy();
      },
    };
    return guardStore(wrap ? wrap(store) : store, { toOurs, settled });
  } catch (error) {
    if (dataSource.isInitialized) await dataSource.destroy();
    throw toOurs(error);
  }
}
