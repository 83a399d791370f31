import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Store } from '../store.ts';
import { describeAccounts } from './accounts.ts';
import { describeAppend } from './append.ts';
import { describeAppendModel } from './append-model.ts';
import { describeChanges } from './changes.ts';
import { describeConcurrency } from './concurrency.ts';
import { describeConversations } from './conversations.ts';
import { describeEpochs } from './epochs.ts';
import type { StoreHarness, Subject } from './harness.ts';
import { describeLifecycle } from './lifecycle.ts';
import { describeOutbox } from './outbox.ts';
import { describePositions } from './positions.ts';
import { describeReading } from './reading.ts';
import { describeSessions } from './sessions.ts';
import { describeUnread } from './unread.ts';

/** What every adapter of `Store` must do. All tests share one database and use ids of their own. */
export function describeStore(name: string, create: () => Promise<StoreHarness>): void {
  describe(`store: ${name}`, () => {
    let harness: StoreHarness;
    let store: Store;
    const opened: Store[] = [];

    const open = async () => {
      const next = await harness.open();
      opened.push(next);
      return next;
    };
    beforeAll(async () => {
      harness = await create();
      // At once, as two nodes start: both find the tables in place.
      [store] = await Promise.all([open(), open()]);
    });
    afterAll(async () => {
      await Promise.all(opened.map(one => one.close()));
      await harness.dispose();
    });

    const subject: Subject = { store: () => store, open };
    describeAccounts(subject);
    describeSessions(subject);
    describeConversations(subject);
    describeChanges(subject);
    describePositions(subject);
    describeAppend(subject);
    describeAppendModel(subject);
    describeReading(subject);
    describeUnread(subject);
    describeOutbox(subject);
    describeEpochs(subject);
    describeConcurrency(subject);
    describeLifecycle(subject);
  });
}
