import { connect as connectHttp2 } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { type Client, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { LogicClient, type LogicClientType } from '@parley/contracts';
import { silentLogger, sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import { callMetadata } from './credentials.ts';
import { serveExchange } from './serve-exchange.ts';
import { startRpcServer } from './server.ts';
import {
  callRaw,
  endOf,
  foreignClient,
  healthClient,
  reflect,
  reflectionClient,
  streamRaw,
} from './test/foreign-client.ts';
import { createGate } from './test/gate.ts';
import { createTiers, SECRET } from './test/tiers.ts';
import { unary } from './unary.ts';

const tiers = createTiers();
const clients: Client[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await tiers.close();
});

const known = callMetadata(SECRET);
const user = { userId: '1', name: 'ada', displayName: 'Ada', createdAtMs: 5, presenceMode: '' };

function use<C extends Client>(client: C): C {
  clients.push(client);
  return client;
}

function serve(getMe: () => Promise<typeof user> = async () => user) {
  return tiers.serve('logic', 'l1', {
    getMe: unary(getMe, silentLogger),
    exchange: serveExchange({ logger: silentLogger, handle: async () => ({ done: {} }) }),
  });
}

function getMe(client: LogicClientType, metadata: Metadata) {
  return new Promise<unknown>((resolve, reject) => {
    client.getMe({}, metadata, (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

describe('startRpcServer', () => {
  it('lets in who knows the secret', async () => {
    const { port } = await serve();
    await expect(getMe(use(foreignClient(port, LogicClient)), known)).resolves.toEqual(user);
  });

  it.each([
    ['no secret', []],
    ['a wrong secret', ['between-the-tierz']],
    ['an empty secret', ['']],
    ['a part of the secret', ['between']],
    ['two secrets', ['between-the-tiers', 'between-the-tiers']],
  ])('refuses %s, and runs nothing', async (_name, secrets) => {
    let ran = false;
    const { port } = await tiers.serve('logic', 'l1', {
      getMe: unary(async () => {
        ran = true;
        return user;
      }, silentLogger),
      exchange: () => {
        ran = true;
      },
    });
    const client = use(foreignClient(port, LogicClient));
    const metadata = new Metadata();
    for (const secret of secrets) metadata.add('parley-tier-secret', secret);
    const refused = { code: status.UNAUTHENTICATED, details: 'Unknown tier.' };

    await expect(getMe(client, metadata)).rejects.toMatchObject(refused);
    const stream = client.exchange(metadata);
    stream.write({ calls: [{ id: 1 }] });
    await expect(endOf(stream)).resolves.toMatchObject(refused);
    expect(ran).toBe(false);
  });

  it.each(['', 'with space', 'line\nbreak', 'ключ'])(
    'does not start with the secret %p',
    async secret => {
      const start = startRpcServer({
        host: '127.0.0.1',
        port: 0,
        credentials: { kind: 'secret', secret },
        services: [],
        logger: silentLogger,
      });
      await expect(start).rejects.toMatchObject({
        code: 'invalid_request',
        details: { field: 'secret', value: '(hidden)' },
      });
    },
  );

  it('says whether it serves, without credentials', async () => {
    const server = await serve();
    const client = use(healthClient(server.port));
    const check = (service: string) =>
      new Promise((resolve, reject) => {
        client.check({ service }, (e, answer) => (e ? reject(e) : resolve(answer?.status)));
      });

    await expect(check('')).resolves.toBe('SERVING');
    await expect(check('parley.v1.Logic')).resolves.toBe('SERVING');
    await expect(check('parley.v1.Connect')).rejects.toMatchObject({ code: status.NOT_FOUND });
    server.setServing(false);
    await expect(check('')).resolves.toBe('NOT_SERVING');
    await expect(check('parley.v1.Logic')).resolves.toBe('NOT_SERVING');
  });

  it('describes its services to who knows the secret', async () => {
    const { port } = await serve();
    const client = use(reflectionClient(port));

    const list = await reflect(client, known, { listServices: '*' });
    expect(list.listServicesResponse?.service).toMatchObject([{ name: 'parley.v1.Logic' }]);
    const file = await reflect(client, known, { fileContainingSymbol: 'parley.v1.Logic' });
    const descriptors = Buffer.concat(file.fileDescriptorResponse?.fileDescriptorProto ?? []);
    for (const name of ['SendCall', 'Exchange', 'SessionRef']) {
      expect(descriptors.includes(name)).toBe(true);
    }
    await expect(reflect(client, new Metadata(), { listServices: '*' })).rejects.toMatchObject({
      code: status.UNAUTHENTICATED,
    });
  });

  it('survives messages that are no protobuf', async () => {
    const { port } = await serve();
    const client = use(foreignClient(port, LogicClient));
    const garbage = Buffer.from('ffffffffffffffffffff', 'hex');
    const refused = { code: status.INTERNAL };

    await expect(callRaw(client, '/parley.v1.Logic/GetMe', garbage, known)).rejects.toMatchObject(
      refused,
    );
    const stream = streamRaw(client, '/parley.v1.Logic/Exchange', known);
    stream.write(garbage);
    await expect(endOf(stream)).resolves.toMatchObject(refused);
    for (const path of ['/parley.v1.Logic/Nothing', '/other.Service/GetMe']) {
      await expect(callRaw(client, path, garbage, known)).rejects.toMatchObject({
        code: status.UNIMPLEMENTED,
      });
    }
    await expect(getMe(client, known)).resolves.toEqual(user);
  });

  it('survives HTTP/2 that is no gRPC, and TCP that is no HTTP/2', async () => {
    const { port } = await serve();
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const answered = new Promise(resolve => {
      const request = session.request({ ':path': '/parley.v1.Logic/GetMe' });
      request.on('response', resolve).resume().end();
    });
    await expect(answered).resolves.toMatchObject({ ':status': 415 });
    session.destroy();

    const socket = connectTcp(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
    socket.on('error', () => {}).resume();
    await new Promise(resolve => socket.on('close', resolve));
    await expect(getMe(use(foreignClient(port, LogicClient)), known)).resolves.toEqual(user);
  });

  it('refuses a port that is taken', async () => {
    const { port } = await serve();
    await expect(tiers.serve('logic', 'l2', {}, { port })).rejects.toThrow('EADDRINUSE');
  });
});

describe('close', () => {
  it('lets calls in hand finish, takes no new ones and frees the port', async () => {
    const gate = createGate();
    const server = await serve(async () => {
      await gate.pass();
      return user;
    });
    const inHand = getMe(use(foreignClient(server.port, LogicClient)), known);
    await gate.reached;
    const closed = Promise.all([server.close(10_000), server.close(10_000)]);
    const late = getMe(use(foreignClient(server.port, LogicClient)), known);
    await expect(late).rejects.toMatchObject({ code: status.UNAVAILABLE });
    gate.open();
    await expect(inHand).resolves.toEqual(user);
    await closed;
    await tiers.serve('logic', 'l2', {}, { port: server.port });
  });

  it('ends what does not finish after the time of grace', async () => {
    const gate = createGate();
    const server = await serve(async () => {
      await gate.pass();
      return user;
    });
    const hung = getMe(use(foreignClient(server.port, LogicClient)), known).catch(
      (error: ServiceError) => error.code,
    );
    await gate.reached;
    const startedMs = performance.now();
    await server.close(100);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect([status.UNAVAILABLE, status.CANCELLED]).toContain(await hung);
  });

  it('ends a stream after its calls in hand have been answered', async () => {
    const gate = createGate();
    const handle = async () => {
      await gate.pass();
      return { done: {} };
    };
    const server = await tiers.serve('logic', 'l1', {
      exchange: serveExchange({ logger: silentLogger, handle }),
    });
    const client = use(foreignClient(server.port, LogicClient));
    const stream = client.exchange(known);
    const replies: unknown[] = [];
    stream.on('data', ({ replies: some }) => replies.push(...some));
    const ended = endOf(stream);
    stream.write({ calls: [{ id: 1 }, { id: 2 }] });
    await gate.reached;
    // By then the server waits for the next message.
    await sleep(50);
    const closed = server.close(10_000);
    // Comes too late: it is not taken, and the client learns of it by the end of the stream.
    stream.write({ calls: [{ id: 3 }] });
    await sleep(50);
    gate.open();
    await expect(ended).resolves.toBeUndefined();
    await closed;
    expect(replies).toMatchObject([{ id: 1 }, { id: 2 }]);
  });

  it('does not wait for who watches health', async () => {
    const server = await serve();
    const watch = use(healthClient(server.port)).watch({ service: '' });
    const seen: string[] = [];
    watch.on('data', answer => seen.push(answer.status));
    const ended = new Promise(resolve => watch.on('error', resolve));
    await eventually(() => seen.length === 1);
    const startedMs = performance.now();
    await server.close(10_000);
    expect(performance.now() - startedMs).toBeLessThan(5_000);
    await expect(ended).resolves.toMatchObject({ code: status.UNAVAILABLE });
    expect(seen).toEqual(['SERVING', 'NOT_SERVING']);
  });

  it('does not wait for ever for a connection that says nothing', async () => {
    const server = await serve();
    const socket = connectTcp(server.port, '127.0.0.1');
    const ended = new Promise(resolve => socket.on('close', resolve));
    socket.on('error', () => {}).resume();
    await new Promise(resolve => socket.on('connect', resolve));
    // Let the server take it.
    await sleep(50);
    const startedMs = performance.now();
    await server.close(100);
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    await ended;
  });
});
