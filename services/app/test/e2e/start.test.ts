import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { eventually, freePort, type ProcessExit, startProcess } from '@parley/testing';
import { CONNECT_PATH } from '@parley/wire';

jest.setTimeout(60_000);

const MAIN = join(import.meta.dirname, '../../../../dist/main');
const SECRETS = {
  PARLEY_TIERS_SECRET: 'a secret for the tests',
  PARLEY_AUTH_JWT_SECRET: 'a secret of thirty-two characters',
};

let data: string;
let taken: Server;
let takenPort: number;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'parley-start-'));
  takenPort = await freePort();
  taken = createServer().listen(takenPort, '127.0.0.1');
});
afterAll(() => {
  taken.close();
  rmSync(data, { recursive: true });
});

/** Runs the program to its end. */
async function runToEnd(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<ProcessExit & { output: string }> {
  const running = await startProcess({ command: process.execPath, args: [MAIN, ...args], env });
  const exit = await running.exited;
  return { ...exit, output: running.output() };
}

async function portsBut(module: 'site' | 'api' | 'connect'): Promise<string[]> {
  const ports = { site: await freePort(), api: await freePort(), connect: await freePort() };
  return Object.entries({ ...ports, [module]: takenPort }).flatMap(([name, port]) => [
    `--${name}.port`,
    String(port),
  ]);
}

describe('a start that cannot succeed ends by itself and says why', () => {
  test.each(['site', 'api', 'connect'] as const)('the port of %s is taken', async module => {
    const args = ['--log.level', 'warn', '--dataDirectory', data, ...(await portsBut(module))];
    const { code, output } = await runToEnd(args);
    expect(output).toContain(`Port ${takenPort} (${module}.port) is taken`);
    expect(output).toContain(`--${module}.port ${takenPort + 1}`);
    expect(code).toBe(2);
  });

  test('the database, etcd or Redis cannot be reached', async () => {
    const nobody = `127.0.0.1:${await freePort()}`;
    const { code, output } = await runToEnd(['--module', 'logic', '--log.level', 'silent'], {
      ...SECRETS,
      PARLEY_REGISTRY_KIND: 'etcd',
      PARLEY_REGISTRY_ETCD_HOSTS: `http://${nobody}`,
      PARLEY_QUEUE_KIND: 'redis',
      PARLEY_SESSION_STORE_KIND: 'redis',
      PARLEY_REDIS_URL: `redis://${nobody}`,
      PARLEY_STORE_KIND: 'postgres',
      PARLEY_STORE_POSTGRES_URL: `postgres://parley:hunter2@${nobody}/parley`,
    });
    expect(code).toBe(1);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(output).toMatch(/\(.*ECONNREFUSED/);
    expect(output).not.toContain('hunter2');
    expect(output).not.toMatch(/\bat .+:\d+:\d+/);
  });

  test('a configuration that would be wrong', async () => {
    expect(await runToEnd(['--module', 'connect'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('registry.kind: expected etcd or static'),
    });
    expect(await runToEnd(['--conect.port', '1'])).toMatchObject({
      code: 2,
      output: expect.stringContaining('Did you mean connect.port?'),
    });
    expect(await runToEnd(['--demo', '--production'], SECRETS)).toMatchObject({
      code: 2,
      output: expect.stringContaining('demo: expected false in production'),
    });
  });
});

test('help, version and the example file are printed', async () => {
  expect(await runToEnd(['--help'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('--connect.port'),
  });
  expect((await runToEnd(['--version'])).output).toMatch(/^parley \d+\.\d+\.\d+\n$/);
  expect((await runToEnd(['--print-config'])).output).toContain('# connect:');
});

test('SIGTERM ends a node in order, with code 0', async () => {
  const args = [MAIN, '--dataDirectory', data, '--log.level', 'warn'];
  const ports = (await portsBut('site')).map(word => (word === String(takenPort) ? '0' : word));
  const running = await startProcess({
    command: process.execPath,
    args: [...args, ...ports],
    ready: /is running\./,
  });
  expect(await running.stop('SIGTERM')).toEqual({ code: 0, signal: null });
});

test('while it drains, a node says that it is not ready', async () => {
  const port = await freePort();
  const args = ['--dataDirectory', data, '--log.level', 'warn', '--connect.port', String(port)];
  const running = await startProcess({
    command: process.execPath,
    args: [MAIN, ...args, '--api.port', '0', '--site.port', '0'],
    ready: /is running\./,
  });
  const readiness = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/readyz`);
    return [response.status, await response.json()];
  };
  // Listening comes first; the streams between the tiers follow a moment later.
  await eventually(async () => expect(await readiness()).toEqual([200, { status: 'ok' }]));
  // Takes no part in the closing handshake, so that the node waits for it.
  const guest = await openAndFallSilent(port);
  const stopped = running.stop('SIGTERM');
  await eventually(async () => {
    expect(await readiness()).toMatchObject([
      503,
      { failing: expect.arrayContaining(['running']) },
    ]);
  });
  guest.destroy();
  expect((await stopped).code).toBe(0);
});

async function openAndFallSilent(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.write(
    `GET ${CONNECT_PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}\r\n\r\n`,
  );
  await once(socket, 'data');
  return socket;
}
