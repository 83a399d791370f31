import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { afterEach, describe, expect, test } from '@jest/globals';
import { eventually, findProgram } from '@parley/testing';
import { parley } from '../drivers/parley.ts';
import { LoadClient } from './load-client.ts';
import { findLines } from './make-lines.ts';
import { markerText } from './marker.ts';
import { Tally } from './tally.ts';

const PEOPLE = 3;
const WELCOME = JSON.stringify({ op: 'welcome' });

let close: (() => void)[] = [];
afterEach(() => {
  for (const end of close) end();
  close = [];
});

function frame(text: string, opcode = 0x81): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([opcode, ...head]), payload]);
}

/** An events frame with messages at these places; `id` differs only where somebody contradicts. */
function events(...places: { seq: number; id?: number }[]): Buffer {
  const items = places.map(({ seq, id = seq }) => ({
    conversationId: '7',
    seq,
    messageId: `${id}`,
    body: { text: markerText(1_000, seq) },
  }));
  return frame(JSON.stringify({ op: 'events', events: items }));
}

/** A server that lets everybody in, and the raw socket of each, in order of coming. */
async function startServer(): Promise<{ url: string; sockets: Duplex[]; said: Buffer[] }> {
  const sockets: Duplex[] = [];
  const said: Buffer[] = [];
  const server: Server = createServer();
  server.on('upgrade', (_request, socket: Duplex) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => void said.push(bytes));
    const answer = Buffer.from('HTTP/1.1 101 Switching Protocols\r\n\r\n');
    // In two pieces, and the second one with what is said first.
    socket.write(answer.subarray(0, 20));
    setTimeout(() => socket.write(Buffer.concat([answer.subarray(20), frame(WELCOME)])), 5);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  close.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, sockets, said };
}

/** Without a compiler there is nothing to try, except where everything must be. */
const canCompile = findProgram('cc') !== undefined || process.env.CI !== undefined;
const READERS = canCompile ? (['C', 'Node'] as const) : (['Node'] as const);

describe.each(READERS)('connections that are read in %s', reader => {
  async function connected() {
    const server = await startServer();
    const people = Array.from({ length: PEOPLE }, (_, i) => ({
      token: 't',
      deviceId: `d${i}`,
      userId: `${i}`,
      subscribeTo: [],
    }));
    const setup = {
      driver: 'parley',
      urls: [server.url],
      people,
      senders: [{ person: 0, target: '7' }],
      countAt: 'everyone' as const,
      receiversPerMessage: PEOPLE,
      textBytes: 64,
      firstNumber: 1,
    };
    const client = new LoadClient(setup, parley, await findLines(reader));
    close.push(() => client.close());
    expect(await client.open(PEOPLE, PEOPLE)).toMatchObject({ opened: PEOPLE, failed: 0 });
    expect(client.lines.reader).toBe(reader);
    const tally = new Tally({ first: 1, warmups: 0, count: 100 }, PEOPLE, () => 0);
    client.tally = tally;
    const toAll = (...frames: Buffer[]) => {
      for (const socket of server.sockets) socket.write(Buffer.concat(frames));
    };
    return { ...server, client, tally, faults: client.order.faults, toAll };
  }

  test('count each delivery once, however frames are cut and joined', async () => {
    const { sockets, tally, faults, toAll } = await connected();
    toAll(events({ seq: 1 }), events({ seq: 2 }, { seq: 3 }));
    const long = events(...Array.from({ length: 90 }, (_, i) => ({ seq: i + 4 })));
    for (const socket of sockets) socket.write(long.subarray(0, 1_000));
    await eventually(() => expect(tally.delivered).toBe(3 * PEOPLE));
    toAll(long.subarray(1_000));
    await eventually(() => expect(tally.delivered).toBe(93 * PEOPLE));
    expect(faults).toEqual({ repeats: 0, late: 0, contradictions: 0, holes: 0 });
    expect([tally.delivery.count, tally.completion.count]).toEqual([93 * PEOPLE, 93]);
  });

  test('find what is wrong with one socket among many', async () => {
    const { sockets, tally, faults, toAll } = await connected();
    const [first, second, third] = sockets;
    toAll(events({ seq: 1 }));
    // One is sent it twice, one too late, one never, and one something else.
    first?.write(Buffer.concat([events({ seq: 2 }, { seq: 3 }), events({ seq: 2 }, { seq: 3 })]));
    second?.write(Buffer.concat([events({ seq: 3 }), events({ seq: 2 })]));
    third?.write(Buffer.concat([events({ seq: 3 }), events({ seq: 4, id: 44 })]));
    first?.write(events({ seq: 4 }));
    await eventually(() => expect(tally.delivered).toBe(PEOPLE + 2 + 2 + 2 + 1));
    await eventually(() =>
      expect(faults).toEqual({ repeats: 2, late: 1, contradictions: 1, holes: 1 }),
    );
  });

  test('answer a ping, and say why a connection has ended', async () => {
    const { sockets, said, client } = await connected();
    sockets[0]?.write(frame('well?', 0x89));
    // Masked, of five bytes; in one piece with what was said before, or not.
    const pong = Buffer.from([0x8a, 0x80 | 'well?'.length]);
    await eventually(() => expect(Buffer.concat(said).includes(pong)).toBe(true));
    sockets[1]?.destroy();
    await eventually(() => expect(client.lost).toBe(1));
    expect(client.firstLoss).toMatch(/cut the connection|reset/i);
    sockets[2]?.write(frame('\u000f\u00a1too slow', 0x88));
    await eventually(() => expect(client.lost).toBe(2));
    expect(await client.open(PEOPLE, 1)).toMatchObject({ opened: 2, failed: 0 });
  });

  test('say why nobody can be let in', async () => {
    const server = createServer((_request, response) => void response.writeHead(404).end());
    server.on('upgrade', (_request, socket: Duplex) => socket.end('HTTP/1.1 403 No\r\n\r\n'));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { client } = await connected();
    const lines = client.lines;
    const said: string[] = [];
    const owner = {
      upgraded: (head: string) => void said.push(head.split('\r\n', 1)[0] ?? ''),
      frame: () => {},
      text: () => {},
      ended: (reason: string) => void said.push(reason),
    };
    lines
      .dial(new URL(`ws://127.0.0.1:${port}`), '127.0.0.9', owner)
      .write(
        Buffer.from(
          'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
        ),
      );
    await eventually(() => expect(said[0]).toBe('HTTP/1.1 403 No'));
    await eventually(() => expect(said).toHaveLength(2));
    server.close();
    said.length = 0;
    lines.dial(new URL(`ws://127.0.0.1:${port}`), undefined, owner);
    await eventually(() => expect(said[0]).toMatch(/refused/i));
  });
});
