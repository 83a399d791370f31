import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Queue } from '@parley/queue';
import { createRedisQueue } from '@parley/queue/redis';
import { type RedisServer, startProcess, startRedis } from '@parley/testing';

jest.setTimeout(60_000);

const MAIN = join(import.meta.dirname, '../../../../dist/main');

let redis: RedisServer;
let queue: Queue;

beforeAll(async () => {
  redis = await startRedis();
  queue = createRedisQueue({ url: redis.url });
});
afterAll(async () => {
  await queue.close();
  await redis.stop();
});

async function deadLetters(...args: string[]) {
  const running = await startProcess({
    command: process.execPath,
    args: [MAIN, 'dead-letters', ...args],
    env: { PARLEY_QUEUE_KIND: 'redis', PARLEY_REDIS_URL: redis.url },
  });
  const { code } = await running.exited;
  return { code, output: running.output() };
}

/** A field of a protobuf message that holds bytes, up to 127 of them. */
function field(number: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([(number << 3) | 2, bytes.length]), bytes]);
}

/** A `DispatchBatch` (proto/parley/v1/dispatch.proto) byte by byte, as it lies in the queue. */
function payloadOf(seq: number): Buffer {
  const conversationId = field(1, '77');
  const audience = field(3, Buffer.from([1 << 3, 1]));
  const event = field(4, '{"body":{"kind":"text","text":"private words"}}');
  const onlyServerId = field(7, 'c1');
  const fields = [conversationId, Buffer.from([2 << 3, seq]), audience, event, onlyServerId];
  return field(1, Buffer.concat(fields));
}

/** Buries an event of conversation 77 with this seq. */
function bury(seq: number): Promise<void> {
  return queue.bury({
    partition: 1,
    payload: payloadOf(seq),
    reason: 'push to node c1 failed:\n it was away',
    attempts: 4,
    diedAtMs: Date.UTC(2026, 10, 21, 9, 0, seq),
  });
}

test('dead letters are listed, replayed and purged, and nobody reads what people wrote', async () => {
  expect(await deadLetters('list')).toEqual({ code: 0, output: 'There are no dead letters.\n' });
  for (const seq of [1, 2, 3, 4]) await bury(seq);
  await queue.bury({
    partition: 2,
    payload: Buffer.from('rubbish'),
    reason: 'no dispatch batch',
    attempts: 1,
    diedAtMs: Date.UTC(2026, 10, 22),
  });
  const [first, , , , rubbish] = await queue.deadLetters(10);

  const table = await deadLetters('list');
  const [head, row, ...rest] = table.output.split('\n');
  expect(head).toMatch(/^id +conversation +seq +attempts +died +reason$/);
  expect(row?.split(/ {2,}/)).toEqual([
    first?.deadLetterId,
    '77',
    '1',
    '4',
    '2026-11-21T09:00:01.000Z',
    'push to node c1 failed: it was away',
  ]);
  expect(rest.at(3)).toContain('no dispatch batch');
  expect(rest.at(5)).toBe('5 of 5.');

  const json = await deadLetters('list', '--json', '--limit', '1');
  expect(JSON.parse(json.output)).toMatchObject([
    {
      deadLetterId: first?.deadLetterId,
      partition: 1,
      dispatches: [{ conversationId: '77', seq: 1, serverId: 'c1' }],
    },
  ]);
  expect(table.output + json.output).not.toContain('private');

  const replayed = await deadLetters('replay', '--id', first?.deadLetterId ?? '');
  expect(replayed).toEqual({ code: 0, output: 'Replayed 1 of 1.\n' });
  expect(await queue.depth()).toMatchObject({ waiting: 1, dead: 4 });
  const unknown = await deadLetters('purge', '--id', 'nobody', '--id', rubbish?.deadLetterId ?? '');
  expect(unknown).toEqual({ code: 1, output: 'Purged 1 of 2.\n' });
  expect((await deadLetters('replay', '--all', '--limit', '2')).output).toBe('Replayed 2 of 2.\n');
  expect((await deadLetters('purge', '--all', '--json')).output).toBe(
    '{"action":"purge","asked":1,"done":1}\n',
  );
  expect(await queue.depth()).toMatchObject({ waiting: 3, dead: 0 });
});

test('a queue in memory is known to its own process alone', async () => {
  const { code, output } = await deadLetters('list', '--queue.kind', 'memory');
  expect(code).toBe(2);
  expect(output).toContain('only the running process knows its dead letters');
});
