import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { eventually } from '@parley/testing';
import { encodeText } from '../../src/frames/encode-frame.ts';
import { ClientSocket, type SocketHost } from '../../src/websocket/client-socket.ts';
import { createDirectWrite } from '../../src/websocket/direct-write.ts';
import { handshakeAnswer } from '../../src/websocket/upgrade.ts';

export const MAX_MESSAGE_BYTES = 65_536;
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** Sends back what it gets: a text as it is, of bytes how many there were. */
export async function startEchoServer(host: Partial<SocketHost<Peer>> = {}) {
  const peers: Peer[] = [];
  const sockets: SocketHost<Peer> = {
    maxMessageBytes: MAX_MESSAGE_BYTES,
    closeGraceMs: 2_000,
    writeBytes: createDirectWrite(),
    accept(socket) {
      const peer = { socket, heard: 0, lost: [], gone: 0 };
      peers.push(peer);
      return peer;
    },
    message: ({ socket }, data, isBinary) =>
      socket.write([encodeText(isBinary ? `${data.length} bytes` : data.toString())]),
    heard: peer => {
      peer.heard += 1;
    },
    lost: (peer, code) => peer.lost.push(code),
    gone: peer => {
      peer.gone += 1;
    },
    ...host,
  };
  const server = createServer();
  server.on('upgrade', (req, raw) => {
    raw.write(handshakeAnswer(req));
    void new ClientSocket(raw, sockets);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const clients: RawClient[] = [];
  return {
    /** The server's side, in the order of connecting. */
    peers,
    async connect() {
      const client = await RawClient.connect(port);
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) client.socket.destroy();
      for (const { socket } of peers) socket.terminate();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

/** What the server has seen of a client. */
interface Peer {
  socket: ClientSocket<Peer>;
  heard: number;
  lost: number[];
  gone: number;
}

/** A client that sends what it is told, right or wrong. */
class RawClient {
  readonly socket: Socket;
  /** The server has sent its last byte. */
  hasEnded = false;
  private bytes = Buffer.alloc(0);

  constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', chunk => {
      this.bytes = Buffer.concat([this.bytes, chunk]);
    });
    socket.on('end', () => {
      this.hasEnded = true;
    });
    socket.on('error', () => {});
  }

  static async connect(port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const client = new RawClient(socket);
    socket.write(
      'GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n' +
        `Sec-WebSocket-Key: ${KEY}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    await eventually(() => client.bytes.includes('\r\n\r\n'), { intervalMs: 1 });
    client.bytes = client.bytes.subarray(client.bytes.indexOf('\r\n\r\n') + 4);
    return client;
  }

  /** Writes them one by one, each in a packet of its own as far as the system allows. */
  async send(...pieces: Buffer[]): Promise<void> {
    for (const piece of pieces) {
      await new Promise(resolve => this.socket.write(piece, resolve));
    }
  }

  /**
   * The frames of the server so far: `text …`, `ping …`, `pong …`, `close CODE`, or `close` alone.
   * @throws Error for one that a server may not send.
   */
  get frames(): string[] {
    const frames: string[] = [];
    for (let at = 0; at + 2 <= this.bytes.length; ) {
      const opcode = (this.bytes[at] ?? 0) & 0x0f;
      if (((this.bytes[at] ?? 0) & 0xf0) !== 0x80) throw new Error('not one final frame');
      let length = this.bytes[at + 1] ?? 0;
      if (length >= 128) throw new Error('a server never masks');
      at += 2;
      if (length === 126) {
        length = this.bytes.readUInt16BE(at);
        at += 2;
      } else if (length === 127) {
        length = Number(this.bytes.readBigUInt64BE(at));
        at += 8;
      }
      if (at + length > this.bytes.length) break;
      frames.push(describe(opcode, this.bytes.subarray(at, at + length)));
      at += length;
    }
    return frames;
  }

  /** Resolves when the server has ended, to all its frames. */
  async untilEnd(): Promise<string[]> {
    await eventually(() => this.hasEnded, { intervalMs: 1 });
    return this.frames;
  }
}

function describe(opcode: number, payload: Buffer): string {
  const names: Record<number, string> = { 1: 'text', 9: 'ping', 10: 'pong' };
  if (opcode === 8) return payload.length === 0 ? 'close' : `close ${payload.readUInt16BE(0)}`;
  return `${names[opcode]} ${payload.toString()}`.trimEnd();
}
