import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import {
  canStart,
  eventually,
  freePort,
  type RedisSentinelServers,
  type RedisServer,
  startRedis,
  startRedisSentinel,
} from '@parley/testing';
import {
  RedisConnection,
  type RedisConnectionOptions,
  RedisSubscription,
  type RedisTlsOptions,
} from './index.ts';

const PASSWORD = 'p@ss "word"';
const opened: { close(): Promise<void> }[] = [];
const runs = canStart('redis') ? describe : describe.skip;

afterEach(async () => {
  await Promise.all(opened.splice(0).map(one => one.close()));
});

function connect(options: RedisConnectionOptions): RedisConnection {
  const connection = new RedisConnection(options);
  opened.push(connection);
  return connection;
}

/** The error of a connection that does not come about. */
const refused = (said: string) => ({
  code: 'unavailable',
  message: 'Redis cannot be used now.',
  cause: expect.objectContaining({ message: expect.stringContaining(said) }),
});

function pemOf({ certificates }: RedisServer): RedisTlsOptions {
  const read = (file = '') => readFileSync(file, 'utf8');
  return {
    caPem: read(certificates?.caFile),
    certPem: read(certificates?.certFile),
    keyPem: read(certificates?.keyFile),
    serverName: 'redis.example',
  };
}

runs('Sentinel', () => {
  let servers: RedisSentinelServers;

  beforeAll(async () => {
    servers = await startRedisSentinel({ password: PASSWORD });
  });
  afterAll(() => servers?.stop());

  function options(sentinel: Partial<RedisConnectionOptions['sentinel']> = {}) {
    const { masterName } = servers;
    const sentinels = [servers.sentinel.address];
    return {
      sentinel: { sentinels, masterName, password: PASSWORD, ...sentinel },
      password: PASSWORD,
      timeoutMs: 1_000,
    };
  }

  test('a wrong password and an unknown master are refused', async () => {
    const wrong = connect(options({ password: 'wrong' }));
    const unknown = connect(options({ masterName: 'nobody' }));
    await Promise.all([
      expect(wrong.command(['ping'])).rejects.toMatchObject(refused('WRONGPASS')),
      expect(unknown.command(['ping'])).rejects.toMatchObject(refused('sentinels')),
    ]);
  });

  test('the master dies: calls fail, then go on with the replica; subscriptions too', async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    const some = options({ sentinels: [nobody, servers.sentinel.address] });
    const connection = connect(some);
    const heard: string[] = [];
    const subscription = new RedisSubscription(some, 'news', {
      onMessage: message => heard.push(message),
      onSubscribed: () => heard.push('subscribed'),
    });
    opened.push(subscription);
    await eventually(() => expect(heard).toEqual(['subscribed']));
    await connection.command(['set', 'key', 'kept']);
    // Replication is not waited for by anybody else.
    expect(await connection.command(['wait', 1, 5_000])).toBe(1);

    servers.master.kill('SIGKILL');
    await eventually(() =>
      expect(connection.command(['get', 'key'])).rejects.toMatchObject({ code: 'unavailable' }),
    );
    await eventually(async () => expect(await connection.command(['get', 'key'])).toBe('kept'), {
      timeoutMs: 15_000,
    });
    expect(await connection.command(['set', 'key', 'new'])).toBe('OK');
    expect(await servers.replica.command('get', 'key')).toBe('new');
    await eventually(async () => {
      await connection.command(['publish', 'news', 'one']);
      expect(heard).toEqual(expect.arrayContaining(['subscribed', 'subscribed', 'one']));
    });
  });
});

runs('TLS and passwords', () => {
  let server: RedisServer;
  let tls: RedisTlsOptions;

  beforeAll(async () => {
    server = await startRedis({
      password: PASSWORD,
      tls: { serverName: 'redis.example', clientCertificates: 'required' },
      settings: ['user parley on >its-own ~* &* +@all'],
    });
    tls = pemOf(server);
  });
  afterAll(() => server?.stop());

  const attempt = (options: Partial<RedisConnectionOptions>) =>
    connect({
      url: `rediss://${server.address}`,
      password: PASSWORD,
      timeoutMs: 1_000,
      tls,
      ...options,
    }).command(['acl', 'whoami']);

  test('the default user, and another one, come in', async () => {
    expect(await attempt({})).toBe('default');
    expect(await attempt({ url: `redis://${server.address}` })).toBe('default');
    expect(await attempt({ username: 'parley', password: 'its-own' })).toBe('parley');
    const url = `rediss://parley:its-own@${server.address}`;
    expect(await attempt({ url, password: undefined })).toBe('parley');
    const halfUrl = `rediss://parley@${server.address}`;
    expect(await attempt({ url: halfUrl, password: 'its-own' })).toBe('parley');
  });

  test('whoever is wrong about something is refused, and told what it is', async () => {
    const attempts: [Partial<RedisConnectionOptions>, string][] = [
      [{ password: 'wrong' }, 'WRONGPASS'],
      [{ username: 'nobody' }, 'WRONGPASS'],
      [{ password: '' }, 'NOAUTH'],
      [{ tls: { ...tls, caPem: undefined } }, 'certificate'],
      [{ tls: { ...tls, serverName: 'another.example' } }, 'altnames'],
      [{ tls: { ...tls, serverName: undefined } }, 'altnames'],
      // The server hangs up, before or after it has said what it misses.
      [{ tls: { ...tls, certPem: undefined, keyPem: undefined } }, ''],
      [{ url: `redis://${server.address}`, tls: undefined }, ''],
    ];
    await Promise.all(
      attempts.map(([options, said]) =>
        expect(attempt(options)).rejects.toMatchObject(refused(said)),
      ),
    );
  });
});

test.each<[RedisConnectionOptions, string]>([
  [{}, 'url'],
  [{ url: 'redis://a:%zz@127.0.0.1' }, 'url'],
  [{ url: 'redis://127.0.0.1', cluster: { nodes: ['127.0.0.1:1'] } }, 'url'],
  [{ cluster: { nodes: [] } }, 'nodes'],
  [{ cluster: { nodes: ['127.0.0.1'] } }, 'nodes'],
  [{ cluster: { nodes: ['127.0.0.1:70000'] } }, 'nodes'],
  [{ sentinel: { sentinels: [], masterName: 'm' } }, 'sentinels'],
  [{ sentinel: { sentinels: ['a:1', 'b'], masterName: 'm' } }, 'sentinels'],
  [{ sentinel: { sentinels: ['[::1]:1'], masterName: '' } }, 'masterName'],
])('%j is refused by the name of the option', (options, field) => {
  expect(() => connect(options)).toThrow(
    expect.objectContaining({
      code: 'invalid_request',
      details: expect.objectContaining({ field }),
    }),
  );
});
