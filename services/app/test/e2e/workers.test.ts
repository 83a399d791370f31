import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import {
  eventually,
  freePort,
  type RunningProcess,
  startEtcd,
  startProcess,
  startRedis,
} from '@parley/testing';
import { clusterEnv, type Deployment, serversEnv, startSingle } from '@parley/testing/deployment';
import { Person } from './person.ts';
import { TEST_ENV } from './test-env.ts';

jest.setTimeout(240_000);

const MAIN = join(import.meta.dirname, '../../../../dist/main');
const opened: (() => Promise<unknown>)[] = [];
const people: Person[] = [];

let env: Record<string, string>;
/** Everything else in one process, which the workers find through etcd. */
let rest: Deployment;
let supervisor: RunningProcess;
let port: number;
let opsPort: number;

beforeAll(async () => {
  const [etcd, redis] = await Promise.all([startEtcd(), startRedis()]);
  opened.push(
    () => etcd.stop(),
    () => redis.stop(),
  );
  env = {
    ...TEST_ENV,
    ...clusterEnv(),
    ...serversEnv({ etcd: etcd.endpoint, redis: redis.url }),
    PARLEY_LOG_LEVEL: 'warn',
  };
  rest = await startSingle({ env });
  opened.push(() => rest.stop());
  port = await freePort();
  opsPort = await freePort();
  supervisor = await startProcess({
    command: process.execPath,
    args: [MAIN, '--module', 'connect', '--workers', '2'],
    env: {
      ...env,
      PARLEY_CONNECT_PORT: `${port}`,
      PARLEY_CONNECT_OPS_PORT: `${opsPort}`,
      PARLEY_CONNECT_TCP_PORTS: '0',
    },
    ready: /is running\./,
    readyTimeoutMs: 100_000,
    stopGraceMs: 15_000,
  });
  opened.push(() => supervisor.stop());
});
afterAll(async () => {
  await Promise.all(people.map(person => person.leave()));
  for (const close of opened.splice(0).toReversed()) await close();
});

/** The process ids of the workers, as the table of the start shows them. */
const workerPids = () =>
  [...supervisor.output().matchAll(/Worker \d+ +process (\d+)/g)].map(([, pid]) => Number(pid));

const ask = (path: string) => fetch(`http://127.0.0.1:${opsPort}${path}`);

/** How many sockets each worker has. */
async function sockets(): Promise<number[]> {
  const page = await (await ask('/metrics')).text();
  return [...page.matchAll(/^parley_connect_sockets\{worker="\d"\} (\d+)$/gm)].map(([, n]) =>
    Number(n),
  );
}

test('two workers accept on one port, and one page tells how both are', async () => {
  expect(workerPids()).toHaveLength(2);
  expect(supervisor.output()).toContain(`ws://127.0.0.1:${port}/v1/connect`);
  await eventually(async () => expect((await ask('/readyz')).status).toBe(200));
  const connectUrl = `ws://127.0.0.1:${port}/v1/connect`;
  // The system chooses by a hash of the connection: each time one of the two.
  await eventually(
    async () => {
      people.push(await Person.arrive(rest, { connectUrl }));
      const [one = 0, other = 0] = await sockets();
      expect(Math.min(one, other)).toBeGreaterThan(1);
    },
    { timeoutMs: 60_000 },
  );
});

test('a free port for TCP is one for both of them', async () => {
  const ports = [...supervisor.output().matchAll(/tcp:\/\/127\.0\.0\.1:(\d+)/g)];
  expect(ports).toHaveLength(1);
  const before = await sockets();
  const opened: Socket[] = [];
  await eventually(async () => {
    const socket = connect(Number(ports[0]?.[1]), '127.0.0.1');
    opened.push(socket);
    socket.on('error', () => {});
    socket.write('p1');
    const now = await sockets();
    for (const [i, count] of before.entries()) expect(now[i]).toBeGreaterThan(count);
  });
  for (const socket of opened) socket.destroy();
});

test('the young generation of each is bounded, which V8 takes note of at its start alone', () => {
  for (const pid of [supervisor.pid, ...workerPids()]) {
    expect(readFileSync(`/proc/${pid}/cmdline`, 'utf8')).toContain('--max-semi-space-size=');
  }
});

test('a worker is killed: its clients resume on the other, nothing is lost, and it comes back', async () => {
  const [ann, ...others] = people;
  if (!ann) throw new Error('nobody came');
  const { conversationId: group } = await ann.client.api.createConversation({
    kind: 'group',
    title: 'Through the death of a worker',
    memberIds: others.map(({ user }) => user.userId),
  });
  await ann.say(group, 'before');
  for (const person of people) await person.hears(group, ['before']);

  const [victim = 0] = workerPids();
  process.kill(victim, 'SIGKILL');
  const during = Array.from({ length: 50 }, (_, i) => `during ${i}`);
  for (const text of during) await ann.say(group, text);
  for (const person of people) {
    await person.hears(group, ['before', ...during], 30_000);
    expect(person.heard(group).map(({ text }) => text)).toEqual(['before', ...during]);
  }
  await eventually(async () => expect((await ask('/readyz')).status).toBe(200), {
    timeoutMs: 30_000,
  });
  expect(await sockets()).toHaveLength(2);
  expect(supervisor.output()).toContain('a worker died');
});

test('SIGTERM: all workers send their clients elsewhere and end, and so does the supervisor', async () => {
  expect(await supervisor.stop('SIGTERM')).toEqual({ code: 0, signal: null });
  for (const pid of workerPids()) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(fetch(`http://127.0.0.1:${port}/readyz`)).rejects.toThrow();
});

test('a start that cannot succeed ends by itself and says why once', async () => {
  const taken = new URL(rest.apiUrls[0] ?? '').port;
  const args = [MAIN, '--module', 'api', '--workers', '2', '--api.port', taken];
  const running = await startProcess({ command: process.execPath, args, env });
  expect((await running.exited).code).toBe(2);
  expect(running.output().match(/is taken by another program/g)).toHaveLength(1);
});
