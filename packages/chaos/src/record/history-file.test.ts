import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkHistory, type Fact } from '@parley/checker';
import { HistoryFile } from './history-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parley-history-'));
});
afterEach(() => rm(folder, { recursive: true }));

const seen = (seq: number, content: string, deviceId = 'phone'): Fact => ({
  kind: 'seen',
  deviceId,
  userId: '7',
  conversationId: '9',
  event: { seq, messageId: `m${seq}`, senderId: '7', clientId: `c${seq}`, content },
});

async function written(facts: readonly Fact[]) {
  const file = new HistoryFile(join(folder, 'history.jsonl'));
  for (const fact of facts) file.add(fact);
  await file.close();
  return [...file.entries()];
}

test('what was added comes back, numbered, whatever its length and letters', async () => {
  const facts = Array.from({ length: 20_000 }, (_, i) => seen(i + 1, `長い text ${i}`));
  const entries = await written(facts);
  expect(entries).toHaveLength(facts.length);
  expect(entries[19_999]).toMatchObject({ ...facts[19_999], order: 20_000 });
});

test('long content is replaced by what tells it from other long content', async () => {
  const long = 'x'.repeat(50_000);
  const same = await written([seen(1, long), seen(1, long, 'desk')]);
  expect(JSON.stringify(same).length).toBeLessThan(2_000);
  expect(checkHistory(same)).toEqual([]);
  const other = await written([seen(1, long), seen(1, `${long}y`, 'desk')]);
  expect(checkHistory(other).map(({ rule }) => rule)).toContain('different-order');
});
