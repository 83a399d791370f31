import { once } from 'node:events';
import type { ClientFrame, ServerFrame } from '@parley/wire';
import { WebSocket } from 'ws';

type Frame<Op extends ServerFrame['op']> = Extract<ServerFrame, { op: Op }>;

/** A socket without the SDK's manners: it sends what it is told and keeps what it hears. */
export class RawSocket {
  readonly frames: ServerFrame[] = [];
  private nextPing = 2 ** 31;
  private readonly answers = new Map<number, (frame: ServerFrame) => void>();
  /** Resolves to the close code. */
  readonly closed: Promise<number>;
  private readonly socket: WebSocket;
  private readonly waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as ServerFrame;
      const answer = 'id' in frame && frame.id !== null ? this.answers.get(frame.id) : undefined;
      if (answer) return answer(frame);
      this.frames.push(frame);
      for (const check of this.waiting) check();
    });
    this.closed = new Promise(resolve => socket.once('close', code => resolve(code)));
  }

  static async open(url: string): Promise<RawSocket> {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    const raw = new RawSocket(socket);
    await once(socket, 'open');
    return raw;
  }

  /** Opens a socket and says hello; resolves when the server says welcome. */
  static async signedIn(url: string, token: string, deviceId = 'raw'): Promise<RawSocket> {
    const raw = await RawSocket.open(url);
    raw.send({ op: 'hello', id: 1, protocol: 1, token, deviceId, heads: [] });
    await raw.next('welcome');
    return raw;
  }

  send(frame: ClientFrame): void {
    this.sendText(JSON.stringify(frame));
  }

  sendText(text: string): void {
    this.socket.send(text);
  }

  sendBinary(bytes: Uint8Array): void {
    this.socket.send(bytes, { binary: true });
  }

  /** The answer to a request that is sent next; it is not among `frames`. Any number may be awaited. */
  answer(id: number): Promise<ServerFrame> {
    return new Promise(resolve => {
      this.answers.set(id, frame => {
        this.answers.delete(id);
        resolve(frame);
      });
    });
  }

  /** Resolves when the server has read everything that was sent. */
  async roundTrip(): Promise<void> {
    const id = this.nextPing--;
    const answer = this.answer(id);
    this.send({ op: 'ping', id });
    await answer;
  }

  /** The first frame with this op, heard already or to come, that `matches`. */
  async next<Op extends ServerFrame['op']>(
    op: Op,
    matches: (frame: Frame<Op>) => boolean = () => true,
  ): Promise<Frame<Op>> {
    const [first] = await this.first(1, op, matches);
    if (!first) throw new Error(`no "${op}" frame`);
    return first;
  }

  /** The first `count` frames with this op, heard already or to come, that `matches`. */
  async first<Op extends ServerFrame['op']>(
    count: number,
    op: Op,
    matches: (frame: Frame<Op>) => boolean = () => true,
  ): Promise<Frame<Op>[]> {
    const isWanted = (frame: ServerFrame): frame is Frame<Op> =>
      frame.op === op && matches(frame as Frame<Op>);
    return await new Promise((resolve, reject) => {
      const check = () => {
        const found = this.frames.filter(isWanted);
        if (found.length < count) return;
        clearTimeout(timer);
        this.waiting.delete(check);
        resolve(found.slice(0, count));
      };
      const timer = setTimeout(() => {
        this.waiting.delete(check);
        const heard = JSON.stringify(this.frames.slice(-5));
        reject(new Error(`${count} × "${op}" did not come; the last frames are ${heard}`));
      }, 15_000);
      this.waiting.add(check);
      check();
    });
  }

  close(): void {
    this.socket.close();
  }
}
