import { connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from './eventually.ts';
import { resetSocket } from './one-way.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Long enough for a byte to have come on loopback if it was going to. */
const SILENCE_MS = 100;

/** A client or the server's end of a connection, with what it has received. */
interface Peer {
  socket: Socket;
  received: string;
  events: string[];
}

function observe(socket: Socket): Peer {
  const peer: Peer = { socket, received: '', events: [] };
  socket.setEncoding('utf8');
  socket.on('data', chunk => {
    peer.received += String(chunk);
  });
  for (const event of ['end', 'close']) socket.on(event, () => peer.events.push(event));
  socket.on('error', error => peer.events.push((error as NodeJS.ErrnoException).code ?? 'error'));
  return peer;
}

describe('startTcpProxy', () => {
  let server: Server;
  let accepted: Peer[];
  let proxy: TcpProxy;
  let clients: Peer[];

  beforeEach(async () => {
    accepted = [];
    clients = [];
    server = createServer({ allowHalfOpen: true }, socket => accepted.push(observe(socket)));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('not a TCP address');
    proxy = await startTcpProxy({ target: { port: address.port } });
  });

  afterEach(async () => {
    for (const { socket } of [...clients, ...accepted]) socket.destroy();
    await proxy.close();
    await new Promise(resolve => server.close(resolve));
  });

  function open(): Peer {
    const client = observe(connect({ port: proxy.port, host: '127.0.0.1', allowHalfOpen: true }));
    clients.push(client);
    return client;
  }

  /** A client and the server's end of its connection, both open. */
  async function pair(): Promise<[Peer, Peer]> {
    const before = accepted.length;
    const client = open();
    const served = await eventually(() => {
      const found = accepted[before];
      if (!found) throw new Error('not accepted yet');
      return found;
    });
    return [client, served];
  }

  it('carries bytes both ways, and the end of each way by itself', async () => {
    const [client, served] = await pair();
    client.socket.end('question');
    await eventually(() => expect(served.events).toEqual(['end']));
    expect(served.received).toBe('question');
    served.socket.end('answer');
    await eventually(() => expect(client.events).toContain('end'));
    expect(client.received).toBe('answer');
    await eventually(() => proxy.connections === 0);
  });

  it('carries more than it holds, to a reader that starts late', async () => {
    const [client, served] = await pair();
    served.socket.pause();
    const text = 'x'.repeat(5_000_000);
    client.socket.end(text);
    await sleep(SILENCE_MS);
    served.socket.resume();
    await eventually(() => served.received.length === text.length);
  });

  it('resets connections and refuses new ones while cut', async () => {
    const [client, served] = await pair();
    await proxy.cut();
    await eventually(() => expect(client.events).toEqual(['ECONNRESET', 'close']));
    await eventually(() => expect(served.events).toContain('close'));
    const late = open();
    await eventually(() => expect(late.events).toEqual(['ECONNREFUSED', 'close']));
    await proxy.restore();
    const [again, servedAgain] = await pair();
    again.socket.write('back');
    await eventually(() => servedAgain.received === 'back');
  });

  it('closes a socket also while it is just ending', async () => {
    const [client] = await pair();
    client.socket.end();
    resetSocket(client.socket);
    await eventually(() => expect(client.events).toEqual(['close']));
  });

  it.each([
    ['toServer', 0],
    ['toClient', 1],
  ] as const)('holds what goes %s while that direction is frozen', async (direction, sender) => {
    const ends = await pair();
    const from = ends[sender];
    const to = ends[1 - sender] as Peer;
    proxy.freeze(direction);
    from.socket.write('held');
    to.socket.write('passes');
    await eventually(() => from.received === 'passes');
    await sleep(SILENCE_MS);
    expect(to.received).toBe('');
    await proxy.restore();
    await eventually(() => to.received === 'held');
  });

  it('holds the news of a closed connection too', async () => {
    const [client, served] = await pair();
    proxy.freeze('toServer');
    client.socket.resetAndDestroy();
    await sleep(SILENCE_MS);
    expect(served.events).toEqual([]);
    await proxy.restore();
    await eventually(() => expect(served.events).toContain('close'));
  });

  it('lets the sender feel a frozen direction once its buffers are full', async () => {
    const [client, served] = await pair();
    proxy.freeze('toServer');
    const block = Buffer.alloc(1024 * 1024);
    for (let i = 0; i < 32; i++) client.socket.write(block);
    await sleep(SILENCE_MS);
    expect(client.socket.writableLength).toBeGreaterThan(0);
    await proxy.restore();
    await eventually(() => served.received.length === 32 * block.length);
  });

  it('stalls the connections that are open, and no new ones', async () => {
    const [old, servedOld] = await pair();
    proxy.stall();
    const [fresh, servedFresh] = await pair();
    old.socket.write('held');
    fresh.socket.write('passes');
    servedOld.socket.write('held too');
    await eventually(() => servedFresh.received === 'passes');
    await sleep(SILENCE_MS);
    expect([old.received, servedOld.received]).toEqual(['', '']);
    await proxy.restore();
    await eventually(() =>
      expect([old.received, servedOld.received]).toEqual(['held too', 'held']),
    );
  });

  it('delays each chunk by the same time, in order', async () => {
    const [client, served] = await pair();
    proxy.delayMs = 150;
    const startMs = performance.now();
    for (const word of ['one ', 'two ', 'three']) {
      client.socket.write(word);
      await sleep(20);
    }
    expect(served.received).toBe('');
    await eventually(() => served.received === 'one two three', { intervalMs: 5 });
    const tookMs = performance.now() - startMs;
    expect(tookMs).toBeGreaterThanOrEqual(150);
    // Not three delays one after another.
    expect(tookMs).toBeLessThan(400);
  });

  it('resets the client when the target is not there', async () => {
    await new Promise(resolve => server.close(resolve));
    const client = open();
    await eventually(() => expect(client.events).toContain('close'));
    expect(client.events[0]).toBe('ECONNRESET');
  });

  it('counts the connections that are open', async () => {
    await pair();
    const [second] = await pair();
    expect(proxy.connections).toBe(2);
    second.socket.destroy();
    accepted[1]?.socket.destroy();
    await eventually(() => proxy.connections === 1);
  });

  it('closes twice without complaint', async () => {
    await pair();
    await proxy.close();
    await proxy.close();
    expect(proxy.connections).toBe(0);
  });
});
