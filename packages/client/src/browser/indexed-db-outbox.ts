import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { OutboxItem, OutboxStore } from '../outbox/outbox-store.ts';

interface Schema extends DBSchema {
  outbox: { key: string; value: OutboxItem; indexes: { 'by-user': [string, number] } };
}

/** Unsent messages in IndexedDB: they survive a reload, and every tab of the origin sees them. */
export function indexedDbOutbox(databaseName = 'parley'): OutboxStore {
  let opened: Promise<IDBPDatabase<Schema>> | null = null;
  const database = () => {
    opened ??= openDB<Schema>(databaseName, 1, {
      upgrade: db => {
        const store = db.createObjectStore('outbox', { keyPath: 'clientId' });
        store.createIndex('by-user', ['userId', 'order']);
      },
      // A newer version of the page wants to upgrade: do not stand in its way.
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        opened = null;
      },
    });
    return opened;
  };
  return {
    list: async userId => {
      const range = IDBKeyRange.bound([userId, 0], [userId, Number.MAX_SAFE_INTEGER]);
      return (await database()).getAllFromIndex('outbox', 'by-user', range);
    },
    put: async item => void (await (await database()).put('outbox', item)),
    delete: async clientId => (await database()).delete('outbox', clientId),
    close: async () => {
      const open = opened;
      opened = null;
      if (open !== null) (await open).close();
    },
  };
}
