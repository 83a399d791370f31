import { expect, test } from '@jest/globals';
import type { Store } from '../store.ts';
import { guardStore } from './guard.ts';

test('only looking up whose a session is waits for no disk', async () => {
  const never = new Promise<void>(() => {});
  const port = {
    find: async () => new Map(),
    owners: async () => new Map(),
    create: async () => {},
  };
  // The guard asks nothing of a port but its methods.
  const ports = { accounts: port, sessions: port, conversations: port, log: port };
  const store = { ...ports, ping: async () => {}, close: async () => {} } as unknown as Store;
  const guarded = guardStore(store, { toOurs: error => error, settled: () => never });

  expect(await guarded.sessions.owners([])).toEqual(new Map());
  const waiting = [
    guarded.conversations.find([]),
    guarded.sessions.find([]),
    guarded.sessions.create({} as never),
    guarded.ping(),
  ];
  const first = Promise.race([...waiting, new Promise(resolve => setImmediate(resolve, 'waits'))]);
  expect(await first).toBe('waits');
});
