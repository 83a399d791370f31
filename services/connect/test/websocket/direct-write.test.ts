import { connect, createServer, type Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, jest, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { createDirectWrite, findBelow, writeToStream } from '../../src/websocket/direct-write.ts';

const writeBytes = createDirectWrite();
const MEGABYTE = 1_048_576;
const opened: { destroy(): void }[] = [];

afterEach(() => {
  for (const each of opened.splice(0)) each.destroy();
});

/** Two ends of a connection, and what the far one has got. */
async function pair() {
  const server = createServer({ noDelay: true });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const accepted = new Promise<Socket>(resolve => server.once('connection', resolve));
  const peer = connect({ port, host: '127.0.0.1' });
  const raw = await accepted;
  server.close();
  opened.push(raw, peer);
  const errors: Error[] = [];
  raw.on('error', error => errors.push(error));
  peer.on('error', () => {});
  const pieces: Buffer[] = [];
  let bytes = 0;
  peer.on('data', piece => {
    pieces.push(piece);
    bytes += piece.length;
  });
  const streamWrites = jest.spyOn(raw, 'write');
  return {
    raw,
    peer,
    errors,
    streamWrites,
    receivedBytes: () => bytes,
    received: () => Buffer.concat(pieces),
  };
}

/** Bytes that no other frame has. */
function frame(id: number, bytes: number): Buffer {
  return Buffer.allocUnsafeSlow(bytes).fill(`${id}.`);
}

/** Writes to a peer that does not read until something waits; returns all that was written. */
function writeUntilFull(raw: Socket): Buffer[] {
  const written: Buffer[] = [];
  while (raw.writableLength === 0) {
    const bytes = frame(written.length, MEGABYTE);
    written.push(bytes);
    writeBytes(raw, bytes);
    expect(written.length).toBeLessThan(100);
  }
  return written;
}

/** Has the system read nothing more on this side, so that only a write can notice what becomes of the peer. */
async function stopReading(raw: Socket, peer: Socket): Promise<void> {
  raw.pause();
  peer.write(Buffer.alloc(MEGABYTE));
  const full = raw.readableHighWaterMark;
  await eventually(() => expect(raw.readableLength).toBeGreaterThanOrEqual(full));
}

test('one buffer goes to any number of sockets, and no stream sees it', async () => {
  const pairs = [await pair(), await pair(), await pair()];
  const shared = frame(7, 300);
  for (let i = 0; i < 50; i++) for (const { raw } of pairs) writeBytes(raw, shared);
  for (const { raw, streamWrites, received, receivedBytes } of pairs) {
    await eventually(() => expect(receivedBytes()).toBe(15_000));
    expect(received().equals(Buffer.concat(Array(50).fill(shared)))).toBe(true);
    expect(streamWrites).not.toHaveBeenCalled();
    expect(raw.bytesWritten).toBe(15_000);
  }
});

test('what is written past the stream and through it arrives in the order of writing', async () => {
  const { raw, peer, received, receivedBytes } = await pair();
  const sent: Buffer[] = [];
  for (let i = 0; i < 300; i++) {
    const bytes = frame(i, i % 7 === 0 ? 300_000 : 100 + i);
    sent.push(bytes);
    if (i % 5 === 2) raw.write(bytes);
    else writeBytes(raw, bytes);
    if (i % 50 === 10) peer.pause();
    if (i % 50 === 40) peer.resume();
    if (i % 20 === 0) await new Promise(resolve => setImmediate(resolve));
  }
  raw.end();
  await eventually(() => expect(peer.readableEnded).toBe(true));
  expect(received().equals(Buffer.concat(sent))).toBe(true);
  expect(raw.bytesWritten).toBe(receivedBytes());
});

test('what a peer that does not read leaves waiting counts, and drains when it reads on', async () => {
  const { raw, peer, streamWrites, received, receivedBytes } = await pair();
  peer.pause();
  const sent = writeUntilFull(raw);
  expect(raw.writableLength).toBe(MEGABYTE);
  expect(raw.writableNeedDrain).toBe(true);
  for (let i = 0; i < 10; i++) {
    const bytes = frame(1_000 + i, 500);
    sent.push(bytes);
    writeBytes(raw, bytes);
  }
  expect(raw.writableLength).toBe(MEGABYTE + 5_000);
  const drained = jest.fn();
  raw.once('drain', drained);
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(raw.writableLength).toBe(MEGABYTE + 5_000);
  expect(drained).not.toHaveBeenCalled();

  peer.resume();
  await eventually(() => expect(drained).toHaveBeenCalledTimes(1));
  expect(raw.writableLength).toBe(0);
  const before = streamWrites.mock.calls.length;
  sent.push(frame(9, 200));
  writeBytes(raw, sent.at(-1) ?? Buffer.alloc(0));
  expect(streamWrites).toHaveBeenCalledTimes(before);
  const all = Buffer.concat(sent);
  await eventually(() => expect(receivedBytes()).toBe(all.length));
  expect(received().equals(all)).toBe(true);
});

test('the memory of what waits is kept until it has left', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { raw, peer, received, receivedBytes, streamWrites } = await pair();
  // Which remembers what it was called with.
  streamWrites.mockRestore();
  peer.pause();
  let bytes = 0;
  const fill = () => {
    bytes = writeUntilFull(raw).length * MEGABYTE;
  };
  fill();
  for (let i = 0; i < 2; i++) {
    await new Promise(resolve => setTimeout(resolve, 5));
    collect();
    for (let k = 0; k < 4; k++) Buffer.allocUnsafeSlow(MEGABYTE).fill('x');
  }
  peer.resume();
  await eventually(() => expect(receivedBytes()).toBe(bytes));
  expect(received().includes('x')).toBe(false);
});

test('ending waits for what waits', async () => {
  const { raw, peer, receivedBytes } = await pair();
  peer.pause();
  const sent = writeUntilFull(raw);
  raw.end(frame(5, 10));
  const finished = jest.fn();
  raw.once('finish', finished);
  await new Promise(resolve => setTimeout(resolve, 50));
  expect(finished).not.toHaveBeenCalled();
  peer.resume();
  await eventually(() => expect(finished).toHaveBeenCalled());
  await eventually(() => expect(receivedBytes()).toBe(sent.length * MEGABYTE + 10));
});

test('a peer that is reset while something waits closes the socket with an error', async () => {
  const { raw, peer, errors } = await pair();
  peer.pause();
  await stopReading(raw, peer);
  writeUntilFull(raw);
  peer.resetAndDestroy();
  await eventually(() => expect(raw.closed).toBe(true));
  expect(errors.map(({ message }) => message)).toEqual([expect.stringMatching(/ECONNRESET|EPIPE/)]);
  // It is gone, and says so as any stream does.
  writeBytes(raw, frame(1, 10));
  await new Promise(resolve => setImmediate(resolve));
});

test('so does one that had been reset before', async () => {
  const { raw, peer, errors, streamWrites } = await pair();
  await stopReading(raw, peer);
  peer.resetAndDestroy();
  await eventually(() => expect(peer.closed).toBe(true));
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(raw.destroyed).toBe(false);
  writeBytes(raw, frame(1, 10));
  expect(raw.destroyed).toBe(true);
  await eventually(() => expect(errors).toHaveLength(1));
  expect(String(errors[0])).toMatch(/write (ECONNRESET|EPIPE)/);
  expect(raw.closed).toBe(true);
  expect(streamWrites).not.toHaveBeenCalled();
});

test('who is cut off with something waiting is gone without an error', async () => {
  const { raw, peer, errors } = await pair();
  peer.pause();
  writeUntilFull(raw);
  raw.destroy();
  await eventually(() => expect(raw.closed).toBe(true));
  await new Promise(resolve => setTimeout(resolve, 20));
  expect(errors).toEqual([]);
});

test.each<[string, (raw: Socket) => unknown]>([
  ['is corked', raw => raw.cork()],
  ['has a timeout', raw => raw.setTimeout(60_000)],
  ['has ended', raw => raw.end()],
  ['is destroyed', raw => raw.destroy()],
])('a socket that %s is written to as a stream', async (_case, change) => {
  const { raw, streamWrites } = await pair();
  change(raw);
  writeBytes(raw, frame(1, 10));
  expect(streamWrites).toHaveBeenCalledTimes(1);
});

test('so is one that still connects, and whatever is no TCP socket', async () => {
  const { peer } = await pair();
  const connecting = connect({ port: peer.remotePort ?? 0, host: '127.0.0.1' });
  connecting.on('error', () => {});
  const stream = new PassThrough();
  opened.push(connecting, stream);
  for (const raw of [connecting, stream]) {
    const write = jest.spyOn(raw, 'write');
    writeBytes(raw, frame(1, 10));
    expect(write).toHaveBeenCalledTimes(1);
  }
  expect(stream.read()).toEqual(frame(1, 10));
});

test('TLS is written to as a stream', async () => {
  const psk = Buffer.alloc(16, 'key');
  const suite = { ciphers: 'PSK', maxVersion: 'TLSv1.2' } as const;
  const server = createTlsServer({ ...suite, pskCallback: () => psk });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const accepted = new Promise<Socket>(resolve => server.once('secureConnection', resolve));
  const pskCallback = () => ({ psk, identity: 'peer' });
  const checkServerIdentity = () => undefined;
  const peer = connectTls({ ...suite, port, pskCallback, checkServerIdentity });
  const raw = await accepted;
  server.close();
  opened.push(raw, peer);
  const write = jest.spyOn(raw, 'write');
  writeBytes(raw, frame(1, 10));
  expect(write).toHaveBeenCalledTimes(1);
  await eventually(() => expect(peer.read()).toEqual(frame(1, 10)));
});

test('a Node that is not known, or has other things below, gets the stream', () => {
  const below = findBelow(process.versions.node);
  expect(writeBytes).not.toBe(writeToStream);
  expect(createDirectWrite(findBelow('23.1.0'))).toBe(writeToStream);
  expect(createDirectWrite({})).toBe(writeToStream);
  for (const name of Object.keys(PIECES)) {
    expect(createDirectWrite({ ...below, [name]: undefined })).toBe(writeToStream);
  }
  expect(createDirectWrite({ ...below, kLastWriteWasAsync: 99 })).toBe(writeToStream);
  class Bare {}
  expect(createDirectWrite({ ...below, TCP: Bare as never })).toBe(writeToStream);
});

const PIECES = { TCP: 0, WriteWrap: 0, streamBaseState: 0, kLastWriteWasAsync: 0 };
