import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type Database from 'better-sqlite3';
import type { DataSource } from 'typeorm';
import { admitAll, draft, newConversation } from '../conformance/fixtures.ts';
import { createConversationWrites } from './conversations.ts';
import { createSqliteDataSource } from './data-source.ts';
import { prepareStatements } from './statements.ts';
import { createWriter, type Write, type WriteCall } from './writer.ts';

let dataSource: DataSource;
let handle: Database.Database;
let write: Write;
let conversationId: string;

beforeEach(async () => {
  ({ dataSource } = createSqliteDataSource(':memory:'));
  await dataSource.initialize();
  await dataSource.runMigrations();
  handle = (dataSource.driver as unknown as { databaseConnection: Database.Database })
    .databaseConnection;
  const statements = prepareStatements(handle);
  write = createWriter(handle, statements);
  const fresh = newConversation(['1', '2']);
  conversationId = fresh.conversation.conversationId;
  await createConversationWrites(handle, statements).create(fresh);
});
afterEach(() => dataSource.destroy());

const append = (...drafts: ReturnType<typeof draft>[]): WriteCall => ({
  name: 'append',
  args: [drafts, admitAll],
});
const seqs = (outcome: object | undefined) =>
  outcome && 'value' in outcome ? (outcome.value as { seqs: number[] }).seqs : outcome;

test('calls that come together see each other, as if they had come one after the other', () => {
  const one = () => draft(conversationId, '1');
  const position = { conversationId, userId: '2', deliveredSeq: 3, readSeq: 1 };
  const outcomes = write([
    append(one(), one()),
    append(one()),
    { name: 'mark', args: [[position]] },
    { name: 'markDispatched', args: [[{ conversationId, fromSeq: 1, toSeq: 3 }]] },
  ]);
  expect(outcomes.slice(0, 2).map(seqs)).toEqual([[1, 2], [3]]);
  expect(outcomes.slice(2)).toEqual([{ value: [position] }, { value: undefined }]);
  expect(handle.prepare('SELECT dispatched_seq FROM conversations').pluck().get()).toBe(3);
});

test('a call that fails takes no other one with it', () => {
  const twice = draft(conversationId, '1');
  const outcomes = write([
    append(draft(conversationId, '1')),
    append(twice, { ...twice, clientId: 'another' }),
    append(draft(conversationId, '1')),
  ]);
  expect(seqs(outcomes[0])).toEqual([1]);
  expect(outcomes[1]).toMatchObject({ error: { code: 'SQLITE_CONSTRAINT_PRIMARYKEY' } });
  expect(seqs(outcomes[2])).toEqual([2]);
  expect(handle.prepare('SELECT seq FROM events').pluck().all()).toEqual([1, 2]);
});
