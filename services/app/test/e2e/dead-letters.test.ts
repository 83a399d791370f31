import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Queue } from '@parley/queue';
import { createRedisQueue } from '@parley/queue/redis';
import { type RedisServer, startProcess, startRedis } from '@parley/testing';
import { startSingle } from '@parley/testing/deployment';
import { call, newUser } from './http.ts';
import { TEST_ENV } from './test-env.ts';

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

async function run(args: string[], env: Record<string, string>) {
  const running = await startProcess({ command: process.execPath, args: [MAIN, ...args], env });
  const { code } = await running.exited;
  return { code, output: running.output() };
}

const deadLetters = (...args: string[]) =>
  run(['dead-letters', ...args], { PARLEY_QUEUE_KIND: 'redis', PARLEY_REDIS_URL: redis.url });

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
function bury(seq: number, into: Queue = queue): Promise<void> {
  return into.bury({
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

test('admins do the same over HTTP; who is none may not, and what was done is in the log', async () => {
  const data = await mkdtemp(join(tmpdir(), 'parley-admins-'));
  const prefix = 'over-http';
  const env = {
    ...TEST_ENV,
    PARLEY_DATA_DIRECTORY: data,
    PARLEY_QUEUE_KIND: 'redis',
    PARLEY_REDIS_URL: redis.url,
    PARLEY_REDIS_PREFIX: prefix,
    PARLEY_LOG_LEVEL: 'info',
  };
  const admins = (...words: string[]) => run(['admins', ...words], { PARLEY_DATA_DIRECTORY: data });
  expect(await admins('list')).toMatchObject({
    code: 2,
    output: expect.stringContaining('There is no database at'),
  });
  const parley = await startSingle({ env });
  const own = createRedisQueue({ url: redis.url, prefix });
  try {
    const [apiUrl = ''] = parley.apiUrls;
    const { user, accessToken: token } = await newUser(apiUrl);
    const ask = (method: string, path = '', json?: object) =>
      call(apiUrl, method, `/v1/admin/dead-letters${path}`, { token, ...(json && { json }) });
    for (const seq of [1, 2, 3, 4]) await bury(seq, own);
    expect(await ask('GET')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await ask('POST', '/purge', { all: true })).status).toBe(403);

    const unknown = await admins('add', 'nobody-at-all');
    expect(unknown).toMatchObject({
      code: 1,
      output: expect.stringContaining('Nobody is called "nobody-at-all"'),
    });
    expect(await admins('add', user.name)).toEqual({
      code: 0,
      output: `${user.name} is an admin.\n`,
    });
    const listed = await admins('list');
    // In demo mode `admin` is one by itself.
    expect(listed.output.split('\n').map(line => line.split('  ')[0])).toEqual([
      'admin',
      user.name,
      '',
    ]);

    const page = await ask('GET', '?limit=3');
    expect(page).toMatchObject({ status: 200, body: { total: 4 } });
    expect(page.body?.items).toHaveLength(3);
    expect(JSON.stringify(page.body)).not.toContain('private');
    const [first] = await own.deadLetters(1);
    const ids = [first?.deadLetterId ?? '', 'gone'];
    // Its node is not there: task takes it, passes it over and is done.
    expect(await ask('POST', '/replay', { ids })).toMatchObject({
      status: 200,
      body: { asked: 2, done: 1 },
    });
    expect(await ask('POST', '/purge', { all: true })).toMatchObject({
      status: 200,
      body: { asked: 3, done: 3 },
    });
    expect((await own.depth()).dead).toBe(0);
    const log = parley.nodes[0]?.process.output() ?? '';
    const worked = log.split('\n').filter(line => line.includes('worked dead letters'));
    expect(worked.map(line => JSON.parse(line))).toMatchObject([
      { userId: user.userId, action: 'replay', ids, done: 1 },
      { userId: user.userId, action: 'purge', ids: 'all', done: 3 },
    ]);

    expect((await admins('remove', user.name)).output).toBe(`${user.name} is no admin.\n`);
    expect((await ask('GET')).status).toBe(403);
  } finally {
    await own.close();
    await parley.stop();
    await rm(data, { recursive: true, force: true });
  }
});
