import { expect, test } from '@jest/globals';
import { ConfigError } from './config-error.ts';
import { loadConfig } from './load.ts';

/** Settings of Redis by the end of their variables' names. */
const load = (settings: Record<string, string>) => () => {
  const entries = Object.entries(settings).map(([name, value]) => [`PARLEY_REDIS_${name}`, value]);
  return loadConfig({ environment: Object.fromEntries(entries), flags: [] });
};

const SENTINEL = { KIND: 'sentinel', SENTINELS: 'a:1,[::1]:2', MASTER_NAME: 'mymaster' };
const CLUSTER = { KIND: 'cluster', CLUSTER_NODES: 'a:1,10.0.0.1:2' };
const FILES = {
  CA_FILE: 'ca.pem',
  CERT_FILE: 'own.pem',
  KEY_FILE: 'own.key',
  SERVER_NAME: 'r.example',
};

test.each([
  [{ URL: 'rediss://r.example', ...FILES }],
  [{ TLS: 'true', ...FILES }],
  [{ USERNAME: 'parley', PASSWORD: 'x' }],
  [SENTINEL],
  [{ ...SENTINEL, SENTINEL_USERNAME: 'u', SENTINEL_PASSWORD: 'x', PASSWORD: 'y', TLS: 'true' }],
  [{ ...CLUSTER, URL: 'redis://ignored', TLS: 'true', CA_FILE: 'ca.pem' }],
])('%j go together', settings => {
  expect(load(settings)).not.toThrow();
});

test.each<[string, Record<string, string>, string]>([
  ['url', { URL: '' }, 'a value for redis.kind single, got nothing'],
  ['sentinels', { KIND: 'sentinel' }, 'a value for redis.kind sentinel, got nothing'],
  ['masterName', { ...SENTINEL, MASTER_NAME: '' }, 'a value for redis.kind sentinel, got nothing'],
  ['clusterNodes', { KIND: 'cluster' }, 'a value for redis.kind cluster, got nothing'],
  ['sentinels', { ...SENTINEL, SENTINELS: 'a:1,b' }, 'host:port, got "b"'],
  ['clusterNodes', { ...CLUSTER, CLUSTER_NODES: 'redis://a:1' }, 'host:port, got "redis://a:1"'],
  ['sentinels', { SENTINELS: 'a:1' }, 'nothing, since redis.kind is single, got a value'],
  [
    'masterName',
    { ...CLUSTER, MASTER_NAME: 'm' },
    'nothing, since redis.kind is cluster, got a value',
  ],
  [
    'clusterNodes',
    { ...SENTINEL, CLUSTER_NODES: 'a:1' },
    'nothing, since redis.kind is sentinel, got a value',
  ],
  [
    'sentinelPassword',
    { SENTINEL_PASSWORD: 'x' },
    'nothing, since redis.kind is single, got a value',
  ],
  ['password', { USERNAME: 'parley' }, 'one, since redis.username is given, got nothing'],
  [
    'sentinelPassword',
    { ...SENTINEL, SENTINEL_USERNAME: 'u' },
    'one, since redis.sentinelUsername is given, got nothing',
  ],
  ['caFile', { CA_FILE: 'ca.pem' }, 'redis.tls, or a rediss:// URL, with it, got no TLS'],
  ['serverName', { SERVER_NAME: 'r' }, 'redis.tls, or a rediss:// URL, with it, got no TLS'],
  ['caFile', { ...CLUSTER, CA_FILE: 'ca.pem' }, 'redis.tls with it, got no TLS'],
  [
    'keyFile',
    { TLS: 'true', CERT_FILE: 'c' },
    'a file, since redis.certFile is given, got nothing',
  ],
  ['certFile', { TLS: 'true', KEY_FILE: 'k' }, 'a file, since redis.keyFile is given, got nothing'],
])('redis.%s is refused with %j', (name, settings, expected) => {
  const key = `redis.${name}`;
  expect(load(settings)).toThrow(new ConfigError(key, `${key}: expected ${expected}.`));
});
