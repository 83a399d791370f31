import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { createConnect } from '@parley/connect';
import { silentLogger as logger, Snowflake } from '@parley/core';
import { createLogic } from '@parley/logic';
import { createMetrics } from '@parley/ops';
import { createMemoryQueue } from '@parley/queue/memory';
import { createMemoryRegistry } from '@parley/registry/memory';
import { createConnectGateway, createLogicGateway, startRpcServer } from '@parley/rpc';
import { createMemorySessionStore } from '@parley/session-store/memory';
import { openSqliteStore } from '@parley/store/sqlite';
import { createTask } from '@parley/task';
import { eventually } from '@parley/testing';
import { CONNECT_PATH } from '@parley/wire';
import { RawSocket } from './e2e/raw-socket.ts';

const credentials = { kind: 'secret', secret: 'between-the-tiers' } as const;
const host = '127.0.0.1';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** One database and one queue, two instances of logic, a task and a connect node, in one process. */
async function startTwoLogics() {
  const folder = mkdtempSync(join(tmpdir(), 'parley-fence-'));
  closers.push(() => rmSync(folder, { recursive: true }));
  const store = await openSqliteStore({ file: join(folder, 'test.db'), logger });
  const queue = createMemoryQueue();
  const sessionStore = createMemorySessionStore({ ttlMs: 60_000 });
  const registry = createMemoryRegistry();
  closers.push(() => Promise.all([store, queue, sessionStore, registry].map(one => one.close())));

  let letGo = () => {};
  const stopped = new Promise<void>(resolve => {
    letGo = resolve;
  });
  let isStopped = false;
  /** The queue of the instance that can be stopped between its commit and its publish. */
  const queueOfFirst: typeof queue = {
    ...queue,
    publish: async messages => {
      if (isStopped) await stopped;
      await queue.publish(messages);
    },
  };

  const startLogic = async (worker: number, own: typeof queue) => {
    const snowflake = new Snowflake(worker);
    const logic = createLogic({
      store,
      queue: own,
      sessionStore,
      nextId: () => snowflake.next(),
      logger,
      metrics: createMetrics(),
      // Nobody helps the one that is stopped.
      options: { jwtSecrets: ['a secret of a test, long enough to sign'], sweepAfterMs: 600_000 },
    });
    await logic.start();
    const server = await startRpcServer({
      host,
      port: 0,
      credentials,
      services: logic.rpc,
      logger,
    });
    const found = createMemoryRegistry();
    const address = `${host}:${server.port}`;
    await found.register({ service: 'logic', instanceId: `l-${worker}`, address, meta: {} });
    const gateway = await createLogicGateway({ registry: found, credentials, logger });
    closers.push(async () => {
      await gateway.close();
      await server.close(0);
      await logic.close();
      await found.close();
    });
    return gateway;
  };
  const [first, second] = [await startLogic(1, queueOfFirst), await startLogic(2, queue)];

  const metrics = createMetrics();
  const options = { serverId: 'c-1', port: 0, drainMs: 50, closeGraceMs: 500 };
  const connect = createConnect({ logic: second, logger, metrics, options });
  const { rpc: services } = connect;
  const server = await startRpcServer({ host, port: 0, credentials, services, logger });
  const address = `${host}:${server.port}`;
  await registry.register({ service: 'connect', instanceId: 'c-1', address, meta: {} });
  const nodes = await createConnectGateway({ registry, credentials, logger });
  const parts = { queue, sessionStore, connect: nodes, logger, metrics: createMetrics() };
  const task = createTask(parts);
  await task.start();
  const { port } = await connect.listen();
  closers.push(async () => {
    letGo();
    await task.close();
    await connect.close();
    await nodes.close();
    await server.close(0);
  });

  return {
    first,
    second,
    stopFirst: () => {
      isStopped = true;
    },
    letGo,
    arrive: async (name: string) => {
      const account = { name, password: 'a password', displayName: name, deviceName: 'test' };
      const { user, accessToken } = await second.unary('register', account);
      const caller = { accessToken };
      const socket = await RawSocket.signedIn(`ws://${host}:${port}${CONNECT_PATH}`, accessToken);
      closers.push(() => socket.close());
      return { userId: user?.userId ?? '', caller, socket };
    },
    metric: async (name: string): Promise<number> => {
      const found = (await metrics.getMetricsAsJSON()).find(one => one.name.endsWith(name));
      return found?.values[0]?.value ?? 0;
    },
  };
}

test('who is removed hears nothing more, though the instance that removed them stands still before it says so', async () => {
  const { first, second, stopFirst, letGo, arrive, metric } = await startTwoLogics();
  const [ann, bob] = [await arrive('ann'), await arrive('bob')];
  const fresh = { kind: 'group', title: 'Two', memberIds: [bob.userId] };
  const group = await second.unary('createConversation', { caller: ann.caller, ...fresh });
  const { conversationId } = group;
  const heardBy = ({ socket }: typeof ann) =>
    socket.frames
      .flatMap(frame => (frame.op === 'events' ? frame.events : []))
      .filter(event => event.conversationId === conversationId)
      .map(({ seq }) => seq);
  const say = (clientId: string) => {
    const body = JSON.stringify({ kind: 'text', text: clientId });
    const call = { caller: ann.caller, conversationId, clientId, body };
    return second.exchange('send', call, conversationId);
  };
  // From then on what is said in the group is pushed here.
  for (const { socket } of [ann, bob]) {
    await socket.next('heads', ({ heads }) =>
      heads.some(head => head.conversationId === conversationId),
    );
  }
  await say('for-both');
  for (const one of [ann, bob]) await eventually(() => expect(heardBy(one)).toEqual([1, 2]));

  stopFirst();
  await first.unary('removeMember', { caller: ann.caller, conversationId, userId: bob.userId });
  await say('for-ann');
  await eventually(() => expect(heardBy(ann)).toEqual([1, 2, 4]));
  expect(await metric('members_asked_total')).toBeGreaterThan(0);
  expect(heardBy(bob)).toEqual([1, 2]);

  letGo();
  // Ann hears what she missed; bob's socket was closed, for the removal might never have come.
  await eventually(() => expect(heardBy(ann)).toEqual([1, 2, 4, 3]));
  await say('for-ann-too');
  await eventually(() => expect(heardBy(ann)).toEqual([1, 2, 4, 3, 5]));
  expect(heardBy(bob)).toEqual([1, 2]);
});
