import { expect, test } from '@jest/globals';
import { ConfigError } from './config-error.ts';
import { loadConfig } from './load.ts';
import { tcpPorts } from './tcp-ports.ts';

const load = (environment: Record<string, string>) => () => loadConfig({ environment, flags: [] });

test.each([
  [{}],
  [{ PARLEY_SHUTDOWN_MS: '3000', PARLEY_CONNECT_DRAIN_MS: '3000' }],
  [{ PARLEY_TIERS_CA_FILE: 'a', PARLEY_TIERS_CERT_FILE: 'b', PARLEY_TIERS_KEY_FILE: 'c' }],
  [{ PARLEY_SITE_API_URL: 'https://chat.example/api' }],
  [{ PARLEY_SITE_CONNECT_URLS: 'ws://a.example:7000,wss://b.example' }],
  [{ PARLEY_CONNECT_TCP_PORTS: 'none' }],
  [{ PARLEY_CONNECT_TCP_PORTS: 'auto', PARLEY_DEMO: 'true' }],
  [{ PARLEY_CONNECT_TCP_PORTS: '7101, 0, 0, 65535' }],
])('%j go together', environment => {
  expect(load(environment)).not.toThrow();
});

test.each([
  [
    'connect.drainMs',
    { PARLEY_SHUTDOWN_MS: '2000' },
    'connect.drainMs: expected at most shutdownMs (2000), got 3000.',
  ],
  [
    'task.retryFirstMs',
    { PARLEY_TASK_RETRY_FIRST_MS: '500', PARLEY_TASK_RETRY_MAX_MS: '400' },
    'task.retryFirstMs: expected at most task.retryMaxMs (400), got 500.',
  ],
  [
    'auth.accessTtlMs',
    { PARLEY_AUTH_ACCESS_TTL_MS: '70000', PARLEY_AUTH_REFRESH_TTL_MS: '60000' },
    'auth.accessTtlMs: expected at most auth.refreshTtlMs (60000), got 70000.',
  ],
  [
    'presence.offlineGraceMs',
    { PARLEY_PRESENCE_OFFLINE_GRACE_MS: '50000', PARLEY_SESSION_STORE_TTL_MS: '30000' },
    'presence.offlineGraceMs: expected at most sessionStore.ttlMs (30000), got 50000.',
  ],
  [
    'tiers.certFile',
    { PARLEY_TIERS_CA_FILE: 'ca.pem' },
    'tiers.certFile: expected a file, since tiers.caFile is given, got nothing; mutual TLS needs all three.',
  ],
  [
    'tiers.keyFile',
    { PARLEY_TIERS_CA_FILE: 'ca.pem', PARLEY_TIERS_CERT_FILE: 'cert.pem' },
    'tiers.keyFile: expected a file, since tiers.caFile is given, got nothing; mutual TLS needs all three.',
  ],
  [
    'tiers.caFile',
    { PARLEY_TIERS_KEY_FILE: 'key.pem' },
    'tiers.caFile: expected a file, since tiers.keyFile is given, got nothing; mutual TLS needs all three.',
  ],
  ...['chat.example', 'chat.example:7070', 'ftp://chat.example', 'https://'].map(
    (url): [string, Record<string, string>, string] => [
      'site.apiUrl',
      { PARLEY_SITE_API_URL: url },
      `site.apiUrl: expected an address with http:// or https://, got "${url}".`,
    ],
  ),
  [
    'site.connectUrls',
    { PARLEY_SITE_CONNECT_URLS: 'ws://a.example,https://b.example' },
    'site.connectUrls: expected an address with ws:// or wss://, got "https://b.example".',
  ],
  ...[
    ['7101,x', 'port numbers 0…65535, or auto or none alone', '"x"'],
    ['65536', 'port numbers 0…65535, or auto or none alone', '"65536"'],
    ['-1', 'port numbers 0…65535, or auto or none alone', '"-1"'],
    ['auto,7101', 'port numbers 0…65535, or auto or none alone', '"auto"'],
    ['none,7101', 'port numbers 0…65535, or auto or none alone', '"none"'],
    ['7101,7102,7101', 'each port once', '7101 twice'],
    ['7101,7000', 'another port than connect.port', '7000'],
  ].map(([ports = '', expected, got]): [string, Record<string, string>, string] => [
    'connect.tcpPorts',
    { PARLEY_CONNECT_TCP_PORTS: ports },
    `connect.tcpPorts: expected ${expected}, got ${got}.`,
  ]),
])('%s is refused with %j', (key, environment, message) => {
  expect(load(environment)).toThrow(new ConfigError(key, message));
});

test('the ports for TCP are two in demo mode, none otherwise, or those that are given', () => {
  const ports = (environment: Record<string, string>) => tcpPorts(load(environment)());
  expect(ports({})).toEqual([]);
  expect(ports({ PARLEY_DEMO: 'true' })).toEqual([7001, 7002]);
  expect(ports({ PARLEY_DEMO: 'true', PARLEY_CONNECT_TCP_PORTS: 'none' })).toEqual([]);
  expect(ports({ PARLEY_DEMO: 'true', PARLEY_CONNECT_TCP_PORTS: '' })).toEqual([]);
  expect(ports({ PARLEY_CONNECT_TCP_PORTS: '0,7101' })).toEqual([0, 7101]);
});
