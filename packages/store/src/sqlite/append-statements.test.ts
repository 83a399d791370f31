import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { silentLogger } from '@parley/core';
import Database from 'better-sqlite3';
import { admitMembers, draft, group } from '../conformance/fixtures.ts';
import type { EventDraft } from '../event-log.ts';
import type { Store } from '../store.ts';
import { openSqliteStore } from './open-sqlite-store.ts';

const MESSAGES = 100;

/**
 * What an append costs, counted and not timed: each statement takes 1 to 3 µs, a message with all that
 * belongs to it about 10. Whoever adds one to each message learns of it here.
 */
describe('statements of 100 messages in one append', () => {
  let store: Store;
  let statements: number;

  beforeEach(async () => {
    store = await openSqliteStore({ file: ':memory:', logger: silentLogger });
    const database = new Database(':memory:');
    const prototype = Object.getPrototypeOf(database.prepare('SELECT 1')) as Database.Statement;
    database.close();
    for (const method of ['run', 'get', 'all'] as const) {
      const original = prototype[method];
      jest.spyOn(prototype, method).mockImplementation(function (
        this: Database.Statement,
        ...values
      ) {
        statements += 1;
        return original.apply(this, values) as never;
      });
    }
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await store.close();
  });

  async function count(drafts: readonly EventDraft[]): Promise<number> {
    statements = 0;
    await store.log.append(drafts, admitMembers);
    return statements;
  }

  test('by one person in one conversation: the events, and five more', async () => {
    const { conversationId, members } = await group(store);
    const drafts = Array.from({ length: MESSAGES }, () => draft(conversationId, members[0]));
    // Begin, the conversation, the sender, the head, commit.
    expect(await count(drafts)).toBe(MESSAGES + 5);
  });

  test('in fifty conversations: the events, and three for each conversation', async () => {
    const groups = await Promise.all(Array.from({ length: MESSAGES / 2 }, () => group(store)));
    const drafts = [...groups, ...groups].map(({ conversationId, members }) =>
      draft(conversationId, members[0]),
    );
    expect(await count(drafts)).toBe(MESSAGES + 3 * groups.length + 2);
  });

  test('with a repeat among them: once more, and then a look for each for a while', async () => {
    const { conversationId, members } = await group(store);
    const drafts = Array.from({ length: MESSAGES }, () => draft(conversationId, members[0]));
    await store.log.append(drafts.slice(0, 1), admitMembers);
    // Begin, two rows, the event that is met, roll back; then all but the repeat, whose conversation
    // is read for it alone.
    expect(await count(drafts)).toBe(5 + (2 * MESSAGES - 1) + 6);
    const more = Array.from({ length: MESSAGES }, () => draft(conversationId, members[0]));
    expect(await count(more)).toBe(2 * MESSAGES + 5);
  });
});
