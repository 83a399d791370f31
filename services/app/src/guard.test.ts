import { expect, test } from '@jest/globals';
import { loadConfig } from '@parley/config';
import type { ModuleName } from './arguments.ts';
import { guard } from './guard.ts';

const DISTRIBUTED = {
  PARLEY_REGISTRY_KIND: 'etcd',
  PARLEY_QUEUE_KIND: 'redis',
  PARLEY_SESSION_STORE_KIND: 'redis',
  PARLEY_TIERS_SECRET: 's'.repeat(16),
  PARLEY_AUTH_JWT_SECRET: 'j'.repeat(32),
};

const check = (module: ModuleName, environment: Record<string, string>) => () =>
  guard(module, loadConfig({ environment, flags: [] }));

test.each<[ModuleName, Record<string, string>]>([
  ['all', {}],
  ['all', { PARLEY_DEMO: 'true' }],
  ['site', {}],
  ['logic', DISTRIBUTED],
  ['task', DISTRIBUTED],
  ['connect', DISTRIBUTED],
  ['api', { ...DISTRIBUTED, PARLEY_AUTH_JWT_SECRET: '' }],
  ['connect', { ...DISTRIBUTED, PARLEY_CONNECT_RPC_HOST: '0.0.0.0' }],
  ['all', { PARLEY_PRODUCTION: 'true', PARLEY_AUTH_JWT_SECRET: 'j'.repeat(32) }],
  [
    'all',
    {
      PARLEY_PRODUCTION: 'true',
      PARLEY_AUTH_JWT_SECRET: 'j'.repeat(32),
      PARLEY_COMPAT_ASSIGNMENT: 'seconds',
    },
  ],
  ['logic', { ...DISTRIBUTED, PARLEY_AUTH_JWT_SECRET: `${'a'.repeat(32)}, ${'b'.repeat(32)}` }],
  ['connect', { ...DISTRIBUTED, PARLEY_WORKERS: '4', PARLEY_CONNECT_ADVERTISE: 'node-7' }],
  ['task', { ...DISTRIBUTED, PARLEY_WORKERS: '4' }],
])('%s starts with %j', (module, environment) => {
  expect(check(module, environment)).not.toThrow();
});

test.each<[ModuleName, Record<string, string>, RegExp]>([
  [
    'connect',
    { ...DISTRIBUTED, PARLEY_REGISTRY_KIND: 'memory' },
    /registry\.kind: expected etcd or static for --module connect, got memory/,
  ],
  [
    'logic',
    { ...DISTRIBUTED, PARLEY_QUEUE_KIND: 'memory' },
    /queue\.kind: expected redis for --module logic/,
  ],
  [
    'task',
    { ...DISTRIBUTED, PARLEY_SESSION_STORE_KIND: 'memory' },
    /sessionStore\.kind: expected redis/,
  ],
  [
    'api',
    { ...DISTRIBUTED, PARLEY_TIERS_SECRET: '' },
    /tiers\.secret: expected one for --module api/,
  ],
  [
    'all',
    { PARLEY_REGISTRY_KIND: 'etcd', PARLEY_CONNECT_RPC_HOST: '0.0.0.0' },
    /connect\.rpcHost: "0\.0\.0\.0" is open to other machines/,
  ],
  [
    'all',
    { PARLEY_REGISTRY_KIND: 'etcd', PARLEY_LOGIC_RPC_HOST: '10.0.0.5' },
    /logic\.rpcHost: "10\.0\.0\.5" is open/,
  ],
  [
    'logic',
    { ...DISTRIBUTED, PARLEY_TIERS_SECRET: 'short' },
    /tiers\.secret: expected at least 16 random characters.*got 5 characters/,
  ],
  [
    'logic',
    { ...DISTRIBUTED, PARLEY_AUTH_JWT_SECRET: '' },
    /auth\.jwtSecret: expected at least 32 random characters.*got nothing/,
  ],
  [
    'logic',
    { ...DISTRIBUTED, PARLEY_AUTH_JWT_SECRET: `${'a'.repeat(32)},old` },
    /auth\.jwtSecret.*got 3 characters/,
  ],
  ['all', { PARLEY_WORKERS: '2' }, /--workers\): expected 1 for --module all, got 2/],
  ['site', { PARLEY_WORKERS: '2' }, /--workers\): expected 1 for --module site/],
  [
    'connect',
    { ...DISTRIBUTED, PARLEY_WORKERS: '2', PARLEY_CONNECT_RPC_PORT: '7001' },
    /--workers\).* but connect\.rpcPort is 7001/,
  ],
  [
    'connect',
    { ...DISTRIBUTED, PARLEY_WORKERS: '2', PARLEY_CONNECT_ADVERTISE: 'node-7:7001' },
    /--workers\).* but connect\.advertise is "node-7:7001"/,
  ],
  [
    'connect',
    { ...DISTRIBUTED, PARLEY_WORKERS: '2', PARLEY_REGISTRY_KIND: 'static' },
    /--workers\).*registry\.kind static/,
  ],
  ['logic', { ...DISTRIBUTED, PARLEY_WORKERS: '2' }, /--workers\).*SQLite file/],
  ['all', { PARLEY_PRODUCTION: 'true' }, /auth\.jwtSecret.*PARLEY_AUTH_JWT_SECRET.*got nothing/],
  [
    'all',
    { PARLEY_PRODUCTION: 'true', PARLEY_DEMO: 'true', PARLEY_AUTH_JWT_SECRET: 'j'.repeat(32) },
    /demo: expected false in production/,
  ],
])('%s refuses %j', (module, environment, message) => {
  expect(check(module, environment)).toThrow(message);
});

test('a refusal never shows the secret', () => {
  const environment = { ...DISTRIBUTED, PARLEY_TIERS_SECRET: 'hunter2' };
  expect(check('logic', environment)).toThrow(/^((?!hunter2).)*$/s);
});
