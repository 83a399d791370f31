import { execFile } from 'node:child_process';
import { access, realpath } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { canStart } from './backends.ts';
import { findProgram } from './find-program.ts';
import type { Server } from './server.ts';
import { startEtcd } from './start-etcd.ts';
import { startMariadb } from './start-mariadb.ts';
import { startPostgres } from './start-postgres.ts';
import { startRedis } from './start-redis.ts';

const run = promisify(execFile);
let server: Server | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
});

async function isRefused(port: number): Promise<boolean> {
  return await new Promise(resolve => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(true));
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
  });
}

(canStart('redis') ? describe : describe.skip)('startRedis', () => {
  async function withClient<T>(url: string, work: (client: Redis) => Promise<T>): Promise<T> {
    const client = new Redis(url, {
      lazyConnect: true,
      retryStrategy: () => null,
    });
    const errors: Error[] = [];
    client.on('error', error => errors.push(error));
    try {
      await client.connect();
      return await work(client);
    } catch (error) {
      // The server's own words, where the client only says that the connection is closed.
      throw errors[0] ?? error;
    } finally {
      client.disconnect();
    }
  }

  it('serves, is empty after a restart on the same port, and leaves nothing', async () => {
    const redis = await startRedis();
    server = redis;
    const { url, pid } = redis;
    expect(await withClient(url, client => client.set('key', 'value'))).toBe('OK');
    expect(await withClient(url, client => client.get('key'))).toBe('value');
    await redis.restart();
    expect(redis.pid).not.toBe(pid);
    expect(await withClient(url, client => client.get('key'))).toBeNull();
    await access(redis.folder);
    await redis.stop();
    await redis.stop();
    await expect(access(redis.folder)).rejects.toThrow('ENOENT');
    expect(await isRefused(redis.port)).toBe(true);
  });

  it('keeps its data through a crash when it is persistent', async () => {
    const redis = await startRedis({ persistent: true });
    server = redis;
    await withClient(redis.url, client => client.set('key', 'value'));
    redis.kill('SIGKILL');
    await redis.restart();
    expect(await withClient(redis.url, client => client.get('key'))).toBe('value');
  });

  it('asks for the password', async () => {
    const password = 'a "b" \\ c/d:e@f';
    const redis = await startRedis({ password, settings: ['maxclients 20'] });
    server = redis;
    const open = `redis://127.0.0.1:${redis.port}`;
    await expect(withClient(open, client => client.ping())).rejects.toThrow('NOAUTH');
    const config = await withClient(redis.url, client => client.config('GET', 'maxclients'));
    expect(config).toEqual(['maxclients', '20']);
  });
});

(canStart('etcd') ? describe : describe.skip)('startEtcd', () => {
  const encode = (text: string) => Buffer.from(text).toString('base64');

  async function call(endpoint: string, method: string, body: unknown): Promise<unknown> {
    const response = await fetch(`${endpoint}/v3/${method}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return await response.json();
  }

  it('serves, keeps its data through a crash, and grants leases of one second', async () => {
    const etcd = await startEtcd();
    server = etcd;
    await call(etcd.endpoint, 'kv/put', { key: encode('key'), value: encode('value') });
    etcd.kill('SIGKILL');
    await etcd.restart();
    expect(await call(etcd.endpoint, 'kv/range', { key: encode('key') })).toMatchObject({
      kvs: [{ value: encode('value') }],
    });
    expect(await call(etcd.endpoint, 'lease/grant', { TTL: 1 })).toMatchObject({ TTL: '1' });
    await etcd.stop();
    expect(await isRefused(etcd.port)).toBe(true);
  });
});

(canStart('postgres') ? describe : describe.skip)('startPostgres', () => {
  async function query(url: string, sql: string, password?: string): Promise<string> {
    const postgres = await realpath(findProgram('postgres') ?? '');
    const env = { ...process.env, ...(password === undefined ? {} : { PGPASSWORD: password }) };
    const psql = join(dirname(postgres), 'psql');
    const { stdout } = await run(psql, [url, '-X', '-A', '-t', '-w', '-c', sql], { env });
    return stdout.trim();
  }

  it('serves empty databases and keeps them through a crash', async () => {
    const postgres = await startPostgres({ settings: ['max_connections=30'] });
    server = postgres;
    const [first, second] = await Promise.all([
      postgres.createDatabase(),
      postgres.createDatabase(),
    ]);
    expect(first).not.toBe(second);
    await query(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('é')");
    postgres.kill('SIGKILL');
    await postgres.restart();
    expect(await query(first, 'SELECT text FROM note')).toBe('é');
    expect(await query(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'note'")).toBe(
      '0',
    );
    expect(await query(postgres.url, 'SHOW max_connections')).toBe('30');
    await postgres.stop();
    await expect(access(postgres.folder)).rejects.toThrow('ENOENT');
  });

  it('refuses a wrong password', async () => {
    const postgres = await startPostgres();
    server = postgres;
    const wrong = new URL(postgres.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  it('stops while clients are connected', async () => {
    const postgres = await startPostgres();
    const sleeping = query(postgres.url, 'SELECT pg_sleep(60)').catch(String);
    const startMs = performance.now();
    await postgres.stop();
    expect(performance.now() - startMs).toBeLessThan(5000);
    expect(await sleeping).toContain('connection');
  });
});

(canStart('mariadb') ? describe : describe.skip)('startMariadb', () => {
  async function query(url: string, sql: string): Promise<string> {
    const { port, username, password, pathname } = new URL(url);
    const login = [
      '--host=127.0.0.1',
      `--port=${port}`,
      `--user=${username}`,
      '--batch',
      '--default-character-set=utf8mb4',
      '-N',
    ];
    const { stdout } = await run(
      findProgram('mariadb') ?? '',
      ['--no-defaults', ...login, `--execute=${sql}`, pathname.slice(1)],
      { env: { ...process.env, MYSQL_PWD: password } },
    );
    return stdout.trim();
  }

  it('serves empty databases and keeps them through a crash', async () => {
    const mariadb = await startMariadb({ settings: ['max-connections=30'] });
    server = mariadb;
    const [first, second] = await Promise.all([mariadb.createDatabase(), mariadb.createDatabase()]);
    expect(first).not.toBe(second);
    await query(first, "CREATE TABLE note (text text); INSERT INTO note VALUES ('🦊')");
    mariadb.kill('SIGKILL');
    await mariadb.restart();
    expect(await query(first, 'SELECT HEX(text) FROM note')).toBe('F09FA68A');
    expect(await query(second, 'SHOW TABLES')).toBe('');
    expect(await query(mariadb.url, 'SELECT @@max_connections')).toBe('30');
    await mariadb.stop();
    await expect(access(mariadb.folder)).rejects.toThrow('ENOENT');
  });

  it('refuses a wrong password, and root over the network', async () => {
    const mariadb = await startMariadb();
    server = mariadb;
    const wrong = new URL(mariadb.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('Access denied');
    wrong.username = 'root';
    wrong.password = '';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow(/Access denied|not allowed/);
  });
});
