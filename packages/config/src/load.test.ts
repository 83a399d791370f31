import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { exampleFile } from './describe.ts';
import { leaves } from './leaves.ts';
import { loadConfig } from './load.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'parley-config-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

function fileWith(content: string): string {
  const file = join(directory, 'parley.yaml');
  writeFileSync(file, content);
  return file;
}

const nothing = { environment: {}, flags: [] } as const;

describe('precedence', () => {
  test('defaults, then file, then environment, then flags', () => {
    const file = fileWith('connect: { port: 1, rpcPort: 1, heartbeatMs: 1001 }\napi: { port: 1 }');
    const config = loadConfig({
      file,
      environment: { PARLEY_CONNECT_PORT: '2', PARLEY_CONNECT_RPC_PORT: '2', HOME: '/' },
      flags: [['connect.port', '3']],
    });
    expect(config.connect).toMatchObject({ port: 3, rpcPort: 2, heartbeatMs: 1001 });
    expect(config.api.port).toBe(1);
    expect(config.site.port).toBe(8080);
  });

  test('a secret comes from a file that the environment names', () => {
    const file = fileWith('hunter2hunter2hunter2\n');
    const config = loadConfig({ ...nothing, environment: { PARLEY_TIERS_SECRET_FILE: file } });
    expect(config.tiers.secret).toBe('hunter2hunter2hunter2');
  });

  test('a flag without a value switches on; lists are separated by commas', () => {
    const config = loadConfig({
      ...nothing,
      flags: [
        ['demo', true],
        ['connect.allowedOrigins', 'https://a.example, https://b.example'],
      ],
    });
    expect(config.demo).toBe(true);
    expect(config.connect.allowedOrigins).toEqual(['https://a.example', 'https://b.example']);
  });
});

describe('refusals name the key, the value and what was expected', () => {
  test.each([
    [
      { flags: [['connect.port', '70000']] as const },
      /connect\.port \(--connect\.port\): expected a port number 0…65535.*got "70000"/,
    ],
    [{ flags: [['demo', 'yes']] as const }, /demo .*expected true or false, got "yes"/],
    [{ flags: [['queue.kind', 'kafka']] as const }, /expected one of memory, redis, got "kafka"/],
    [
      { flags: [['conect.port', '1']] as const },
      /--conect\.port is no setting\. Did you mean connect\.port\?/,
    ],
    [{ flags: [['tiers.secret', 'x']] as const }, /is a secret and no flag.*PARLEY_TIERS_SECRET/],
    [
      { environment: { PARLEY_CONNECT_PROT: '1' } },
      /PARLEY_CONNECT_PROT.*Did you mean PARLEY_CONNECT_PORT/,
    ],
    [
      { environment: { PARLEY_AUTH_ACCESS_TTL_MS: '1' } },
      /auth\.accessTtlMs \(PARLEY_AUTH_ACCESS_TTL_MS\): expected a whole number 10000…86400000, got "1"/,
    ],
    [
      { environment: { PARLEY_TIERS_SECRET_FILE: '/no/such' } },
      /PARLEY_TIERS_SECRET_FILE: the file \/no\/such cannot be read/,
    ],
  ])('%j', (sources, message) => {
    expect(() => loadConfig({ ...nothing, ...sources })).toThrow(message);
  });

  test.each([
    ['connect: { prot: 1 }', /connect\.prot is no setting\. Did you mean connect\.port/],
    ['conect: { port: 1 }', /conect is no setting/],
    ['connect: 7', /connect is no setting/],
    ['connect: { port: [] }', /connect\.port \(from the file\): expected a port number.*got \[\]/],
    ['- a', /the top level is no setting/],
    ['a: [', /cannot be read/],
  ])('in the file: %s', (content, message) => {
    expect(() => loadConfig({ ...nothing, file: fileWith(content) })).toThrow(message);
  });

  test('a secret of the wrong kind is not printed', () => {
    const file = fileWith('tiers: { secret: [very, private] }');
    expect(() => loadConfig({ ...nothing, file })).toThrow(/^((?!private).)*$/s);
  });
});

test('the example file, uncommented, is the defaults', () => {
  const uncommented = exampleFile()
    .split('\n')
    .filter(line => /^# +[\w]+:/.test(line) || /^# \w+:/.test(line))
    .map(line => line.slice(2))
    .filter(line => !line.trim().startsWith('#'))
    .join('\n');
  const withoutSecrets = uncommented.replace(
    /^ +(secret|password|sentinelPassword|postgresUrl|mysqlUrl|jwtSecret):$/gm,
    '',
  );
  expect(Object.keys(parse(withoutSecrets))).toContain('connect');
  const config = loadConfig({ ...nothing, file: fileWith(withoutSecrets) });
  expect(config).toEqual(loadConfig(nothing));
});

test('keys and variables are unique', () => {
  const all = leaves();
  expect(new Set(all.map(leaf => leaf.variable)).size).toBe(all.length);
});
