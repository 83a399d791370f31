import { Duplex } from 'node:stream';
import { afterEach, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { ClientSocket, type SocketHost } from '../../src/websocket/client-socket.ts';
import { createDirectWrite } from '../../src/websocket/direct-write.ts';
import { CLOSE, clientFrame, closePayload, PING, TEXT } from './client-frames.ts';
import { startEchoServer } from './echo-server.ts';

const QUIET_HOST: SocketHost<undefined> = {
  maxMessageBytes: 1_000,
  closeGraceMs: 100,
  writeBytes: createDirectWrite(),
  accept: () => undefined,
  message: () => {},
  heard: () => {},
  lost: () => {},
  gone: () => {},
};

let server: Awaited<ReturnType<typeof startEchoServer>>;
afterEach(() => server.close());

/** A server and one client of it, with what the server sees of that client. */
async function connected(settings: Parameters<typeof startEchoServer>[0] = {}) {
  server = await startEchoServer(settings);
  const client = await server.connect();
  const [peer] = server.peers;
  if (peer === undefined) throw new Error('nobody has come');
  return { client, peer };
}

test('whom the server closes may finish what it has begun; the socket ends when it answers', async () => {
  const { client, peer } = await connected();
  peer.socket.close(4_001, 'too_slow');
  peer.socket.close(4_000, 'twice');
  peer.socket.write([Buffer.from('never')]);
  await eventually(() => expect(client.frames).toEqual(['close 4001']));
  await client.send(clientFrame(TEXT, 'still said'));
  expect(client.hasEnded).toBe(false);
  await client.send(clientFrame(CLOSE, closePayload(4_001)));
  expect(await client.untilEnd()).toEqual(['close 4001']);
  client.socket.end();
  await eventually(() => expect(peer).toMatchObject({ lost: [], gone: 1 }));
});

test('who does not answer a close frame is cut off', async () => {
  const { client, peer } = await connected({ closeGraceMs: 100 });
  peer.socket.close(1_000, '');
  await eventually(() => expect(peer.gone).toBe(1));
  expect(await client.untilEnd()).toEqual(['close 1000']);
});

test('who says goodbye and stays is cut off', async () => {
  const { client, peer } = await connected({ closeGraceMs: 100 });
  // Half-open: it never ends its side.
  await client.send(clientFrame(CLOSE, closePayload(1_000)));
  await eventually(() => expect(peer).toMatchObject({ lost: [1_000], gone: 1 }));
});

test('who breaks the rules and goes on sending is cut off', async () => {
  const { client, peer } = await connected({ closeGraceMs: 100 });
  await client.send(clientFrame(3));
  await eventually(async () => {
    await client.send(clientFrame(TEXT, 'x'));
    expect(peer.gone).toBe(1);
  });
  expect(peer.lost).toEqual([1_002]);
});

test('who ends without a close frame has vanished, and is told nothing', async () => {
  const { client, peer } = await connected();
  await client.send(clientFrame(TEXT, 'hi'));
  client.socket.end();
  expect(await client.untilEnd()).toEqual(['text hi']);
  await eventually(() => expect(peer).toMatchObject({ lost: [1_006], gone: 1 }));
});

test('so has who is reset, in the middle of a frame', async () => {
  const { client, peer } = await connected();
  await client.send(clientFrame(TEXT, 'half of it').subarray(0, 8));
  client.socket.resetAndDestroy();
  await eventually(() => expect(peer).toMatchObject({ lost: [1_006], gone: 1 }));
});

test('a peer that pings and does not read has one answer waiting', async () => {
  const { client, peer } = await connected();
  client.socket.pause();
  const filler = Buffer.alloc(1_000_000, 'x');
  filler[0] = 0x81;
  filler[1] = 127;
  filler.writeBigUInt64BE(BigInt(filler.length - 10), 2);
  while (peer.socket.writableLength < 2_000_000) peer.socket.write([filler]);
  const waiting = peer.socket.writableLength;
  const pings = Array.from({ length: 2_000 }, (_, i) => clientFrame(PING, `${i}`));
  await client.send(Buffer.concat(pings));
  await eventually(() => expect(peer.heard).toBe(2_000));
  expect(peer.socket.writableLength).toBeLessThanOrEqual(waiting);
  client.socket.resume();
  const pongs = () => client.frames.filter(frame => frame.startsWith('pong'));
  await eventually(() => expect(pongs()).toEqual(['pong 1999']), { timeoutMs: 15_000 });
});

test('who is not read is heard later', async () => {
  const { client, peer } = await connected();
  peer.socket.pause();
  expect(peer.socket.isPaused).toBe(true);
  await client.send(clientFrame(TEXT, 'patience'));
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(client.frames).toEqual([]);
  peer.socket.resume();
  await eventually(() => expect(client.frames).toEqual(['text patience']));
});

test('a reason that is too long is cut between two characters', async () => {
  const { client, peer } = await connected();
  peer.socket.close(4_000, 'ö'.repeat(100));
  await client.send(clientFrame(CLOSE, closePayload(4_000)));
  expect(await client.untilEnd()).toEqual(['close 4000']);
});

test('what is written together costs one write on the raw socket', () => {
  const chunks: number[] = [];
  const raw = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk.length);
      done();
    },
    writev(several, done) {
      chunks.push(several.reduce((sum, { chunk }) => sum + chunk.length, 0));
      done();
    },
  });
  const socket = new ClientSocket(raw, QUIET_HOST);
  const frame = Buffer.alloc(1_000);
  socket.write([frame]);
  socket.write(Array(50).fill(frame));
  socket.write(Array(500).fill(frame));
  expect(chunks).toEqual([1_000, 50_000, 500_000]);
  raw.destroy();
});

test('many frames leave whole and in order, however many bytes they have', async () => {
  const { client, peer } = await connected();
  const text = (i: number) => `${i} `.padEnd(100, '.');
  const frames = Array.from({ length: 2_000 }, (_, i) =>
    Buffer.concat([Buffer.from([0x81, 100]), Buffer.from(text(i))]),
  );
  peer.socket.write(frames.slice(0, 10));
  peer.socket.write(frames.slice(10));
  peer.socket.close(1_000, '');
  await client.send(clientFrame(CLOSE, closePayload(1_000)));
  expect(await client.untilEnd()).toEqual([
    ...frames.map((_, i) => `text ${text(i)}`),
    'close 1000',
  ]);
});
