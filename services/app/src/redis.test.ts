import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { loadConfig } from '@parley/config';
import { redisOptions } from './redis.ts';

const directory = mkdtempSync(join(tmpdir(), 'parley-redis-'));
afterAll(() => rmSync(directory, { recursive: true }));

const options = (settings: Record<string, string>) => {
  const entries = Object.entries(settings).map(([name, value]) => [`PARLEY_REDIS_${name}`, value]);
  return redisOptions(loadConfig({ environment: Object.fromEntries(entries), flags: [] }));
};

test('one server: its URL alone', () => {
  expect(options({ URL: 'redis://r:1', PREFIX: 'p' })).toEqual({
    url: 'redis://r:1',
    username: '',
    password: '',
    prefix: 'p',
    tls: undefined,
  });
});

test('Sentinels, with their own password', () => {
  const settings = { KIND: 'sentinel', SENTINELS: 'a:1,b:2', MASTER_NAME: 'm' };
  const secrets = { SENTINEL_USERNAME: 'u', SENTINEL_PASSWORD: 'x', PASSWORD: 'y' };
  const found = options({ ...settings, ...secrets });
  const sentinel = { sentinels: ['a:1', 'b:2'], masterName: 'm', username: 'u', password: 'x' };
  expect(found).toMatchObject({ sentinel, password: 'y', tls: undefined });
  expect(found).not.toHaveProperty('url');
});

test('a cluster, by TLS with certificates from files', () => {
  const file = join(directory, 'ca.pem');
  writeFileSync(file, 'the authority');
  const cluster = { KIND: 'cluster', CLUSTER_NODES: 'a:1', TLS: 'true' };
  const found = options({ ...cluster, CA_FILE: file, SERVER_NAME: 'r.example' });
  expect(found).toMatchObject({
    cluster: { nodes: ['a:1'] },
    tls: { caPem: 'the authority', certPem: undefined, serverName: 'r.example' },
  });
  expect(found).not.toHaveProperty('url');
});

test('a file that cannot be read is named with its key', () => {
  const missing = join(directory, 'none.pem');
  expect(() => options({ URL: 'rediss://r:1', CA_FILE: missing })).toThrow(
    `redis.caFile: the file ${missing} cannot be read.`,
  );
});
