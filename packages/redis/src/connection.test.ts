import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Logger } from '@parley/core';
import {
  eventually,
  freePort,
  type RedisServer,
  startRedis,
  startTcpProxy,
  type TcpProxy,
} from '@parley/testing';
import {
  callScript,
  RedisConnection,
  type RedisConnectionOptions,
  RedisSubscription,
} from './index.ts';

let server: RedisServer;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(one => one.close()));
});
afterAll(() => server.stop());

function connect(options: Partial<RedisConnectionOptions> = {}, scripts = [addScript]) {
  const connection = new RedisConnection({ url: server.url, ...options }, scripts);
  opened.push(connection);
  return connection;
}

async function proxied(): Promise<{ proxy: TcpProxy; url: string }> {
  const proxy = await startTcpProxy({ target: server });
  opened.push(proxy);
  return { proxy, url: `redis://127.0.0.1:${proxy.port}` };
}

const addScript = {
  name: 'parleyTestAdd',
  numberOfKeys: 1,
  lua: `return redis.call('INCRBY', KEYS[1], ARGV[1])`,
};
const add = (amount: number) => callScript(addScript, { keys: ['sum'], args: [amount] });

test('the first call waits for the connection; replies come in the order of the commands', async () => {
  const replies = await connect().pipeline([
    ['set', 'a', Buffer.from([0, 255])],
    ['getBuffer', 'a'],
    ['llen', 'none'],
  ]);
  expect(replies).toEqual(['OK', Buffer.from([0, 255]), 0]);
});

test('calls of one turn share a write, and each has its own replies', async () => {
  const connection = connect();
  await connection.command(['ping']);
  const readsSoFar = async () => {
    const stats = await server.command('info', 'stats');
    return Number(/total_reads_processed:(\d+)/.exec(stats)?.[1]);
  };
  const before = await readsSoFar();
  const ofAsking = (await readsSoFar()) - before;
  const calls = Array.from({ length: 50 }, (_, i) =>
    connection.pipeline([
      ['set', `turn-${i}`, i],
      ['get', `turn-${i}`],
    ]),
  );
  expect(await Promise.all(calls)).toEqual(calls.map((_, i) => ['OK', `${i}`]));
  expect((await readsSoFar()) - before - 2 * ofAsking).toBe(1);
});

test('an empty pipeline asks nobody', async () => {
  const nowhere = connect({ url: `redis://127.0.0.1:${await freePort()}`, timeoutMs: 50 });
  expect(await nowhere.pipeline([])).toEqual([]);
});

test('a script runs by its name, also after the server has forgotten it', async () => {
  const connection = connect();
  await connection.pipeline([['del', 'sum'], add(2), add(3)]);
  expect(await connection.command(add(4))).toBe(9);
  await connection.command(['script', 'flush']);
  expect(await connection.pipeline([add(1), add(1)])).toEqual([10, 11]);
});

test('a command that Redis refuses is an internal error; what Redis said is its cause', async () => {
  const connection = connect();
  await connection.command(['set', 'text', 'no list']);
  await expect(connection.command(['rpush', 'text', 'x'])).rejects.toMatchObject({
    code: 'internal',
    message: expect.not.stringContaining('WRONGTYPE'),
    cause: expect.objectContaining({ message: expect.stringContaining('WRONGTYPE') }),
  });
});

test('a full server is overloaded', async () => {
  const connection = connect();
  await connection.command(['config', 'set', 'maxmemory', '1']);
  try {
    await expect(connection.command(['set', 'b', 'c'])).rejects.toMatchObject({
      code: 'overloaded',
      retryable: true,
    });
  } finally {
    await connection.command(['config', 'set', 'maxmemory', '0']);
  }
});

test('without a server, calls fail after the time-out at first and at once later', async () => {
  const port = await freePort();
  const connection = connect({ url: `redis://127.0.0.1:${port}`, timeoutMs: 200 });
  const cause = expect.objectContaining({ message: expect.stringContaining('ECONNREFUSED') });
  // The message may reach clients: no address.
  const refused = { code: 'unavailable', message: 'Redis cannot be used now.', cause };
  await expect(connection.command(['ping'])).rejects.toMatchObject(refused);
  const startedAt = performance.now();
  await expect(connection.command(['ping'])).rejects.toMatchObject(refused);
  expect(performance.now() - startedAt).toBeLessThan(50);
});

test('the password may be given beside the URL; a wrong one is named in the cause', async () => {
  const guarded = await startRedis({ password: 'p@ss' });
  opened.push({ close: () => guarded.stop() });
  const url = `redis://127.0.0.1:${guarded.port}`;
  expect(await connect({ url, password: 'p@ss' }).command(['ping'])).toBe('PONG');
  const stranger = connect({ url, password: 'wrong', timeoutMs: 300 });
  await expect(stranger.command(['ping'])).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringContaining('WRONGPASS'),
    cause: expect.objectContaining({ message: expect.stringContaining('WRONGPASS') }),
  });
});

test('a cut link fails what is in flight, tells the log once, and heals', async () => {
  const { proxy, url } = await proxied();
  const told: string[] = [];
  const connection = connect({ url, logger: recorder(told) });
  await connection.command(['ping']);
  proxy.freeze('toClient');
  const inFlight = connection.command(['ping']);
  await proxy.cut();
  await expect(inFlight).rejects.toMatchObject({ code: 'unavailable' });
  await expect(connection.command(['ping'])).rejects.toMatchObject({ code: 'unavailable' });
  await eventually(() => expect(told).toEqual(['Redis cannot be reached']));
  await proxy.restore();
  await eventually(() => connection.command(['ping']));
  expect(told).toEqual(['Redis cannot be reached', 'Redis can be reached again']);
});

test('a half-dead link is noticed within the time-out and left', async () => {
  const { proxy, url } = await proxied();
  const connection = connect({ url, timeoutMs: 200 });
  await connection.command(['ping']);
  proxy.freeze('toClient');
  const startedAt = performance.now();
  await expect(connection.command(['ping'])).rejects.toMatchObject({ code: 'unavailable' });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  await proxy.restore();
  await eventually(() => connection.command(['ping']));
});

test('closing ends what is in flight, and afterwards nothing runs', async () => {
  const { proxy, url } = await proxied();
  const connection = connect({ url, timeoutMs: 200 });
  await connection.command(['ping']);
  proxy.freeze('toClient');
  const inFlight = expect(connection.command(['ping'])).rejects.toMatchObject({
    code: 'unavailable',
  });
  await connection.close();
  await inFlight;
  await expect(connection.command(['ping'])).rejects.toMatchObject({
    code: 'unavailable',
    cause: expect.objectContaining({ message: 'the connection was closed' }),
  });
});

test('a connection that never came about closes at once', async () => {
  const connection = connect({ url: `redis://127.0.0.1:${await freePort()}` });
  const waiting = expect(connection.command(['ping'])).rejects.toMatchObject({
    code: 'unavailable',
  });
  await connection.close();
  await waiting;
});

test.each([
  [{ url: 'localhost' }, 'url'],
  [{ url: 'http://localhost' }, 'url'],
  [{ timeoutMs: 0 }, 'timeoutMs'],
  [{ timeoutMs: 1.5 }, 'timeoutMs'],
])('%j is refused by the name of the option', (options, field) => {
  expect(() => connect(options)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      details: expect.objectContaining({ field }),
    }),
  );
});

test('a subscription hears again after the link has been dead, and says that it missed something', async () => {
  const { proxy, url } = await proxied();
  const heard: string[] = [];
  let subscriptions = 0;
  const subscription = new RedisSubscription({ url, timeoutMs: 200 }, 'news', {
    onMessage: message => heard.push(message),
    onSubscribed: () => {
      subscriptions += 1;
    },
  });
  opened.push(subscription);
  await eventually(() => expect(subscriptions).toBe(1));
  const publisher = connect();
  await publisher.command(['publish', 'news', 'one']);
  await eventually(() => expect(heard).toEqual(['one']));

  proxy.freeze('toServer', 'toClient');
  subscription.probe();
  await eventually(() => expect(proxy.connections).toBeGreaterThan(1));
  await proxy.restore();
  await eventually(() => expect(subscriptions).toBe(2));
  await publisher.command(['publish', 'news', 'two']);
  await eventually(() => expect(heard).toEqual(['one', 'two']));
});

test('a subscription that was refused is tried again', async () => {
  const guarded = await startRedis({ settings: ['user listener on >secret +@all -subscribe'] });
  opened.push({ close: () => guarded.stop() });
  const told: string[] = [];
  const heard: string[] = [];
  const url = `redis://listener:secret@127.0.0.1:${guarded.port}`;
  const subscription = new RedisSubscription({ url, logger: recorder(told) }, 'news', {
    onMessage: message => heard.push(message),
    onSubscribed: () => heard.push('subscribed'),
  });
  opened.push(subscription);
  await eventually(() => expect(told).toEqual(['could not subscribe']));
  const admin = connect({ url: guarded.url });
  await admin.command(['acl', 'setuser', 'listener', '+subscribe', 'allchannels']);
  subscription.probe();
  await eventually(() => expect(heard).toEqual(['subscribed']));
  await admin.command(['publish', 'news', 'one']);
  await eventually(() => expect(heard).toEqual(['subscribed', 'one']));
});

function recorder(told: string[]): Logger {
  const tell = (_fields: Record<string, unknown>, message: string) => {
    told.push(message);
  };
  const logger: Logger = { debug: tell, info: tell, warn: tell, error: tell, child: () => logger };
  return logger;
}
