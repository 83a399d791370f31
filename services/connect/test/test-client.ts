import { eventually } from '@parley/testing';
import { CONNECT_PATH, type ServerFrame } from '@parley/wire';
import { type ClientOptions, type RawData, WebSocket } from 'ws';

type FrameOf<Op extends ServerFrame['op']> = Extract<ServerFrame, { op: Op }>;

/** The text of a message; ws hands over one Buffer. */
export function textOf(data: RawData): string {
  if (!Buffer.isBuffer(data)) throw new TypeError('expected a Buffer');
  return data.toString();
}

/** A client that keeps every frame that it got. */
export class TestClient {
  readonly frames: ServerFrame[] = [];
  /** The close code and reason, once it is closed. */
  closed: { code: number; reason: string } | undefined;
  pings = 0;
  readonly socket: WebSocket;
  private nextId = 1;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', data => this.frames.push(JSON.parse(textOf(data))));
    socket.on('ping', () => {
      this.pings += 1;
    });
    socket.on('close', (code, reason) => {
      this.closed = { code, reason: String(reason) };
    });
    socket.on('error', () => {});
  }

  static async connect(port: number, options: ClientOptions = {}): Promise<TestClient> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}${CONNECT_PATH}`, options);
    const client = new TestClient(socket);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    return client;
  }

  /** Sends a frame with the next id and returns the id. */
  request(frame: { op: string } & Record<string, unknown>): number {
    const id = this.nextId++;
    this.socket.send(JSON.stringify({ id, ...frame }));
    return id;
  }

  hello(token: string, fields: Record<string, unknown> = {}): number {
    return this.request({ op: 'hello', protocol: 1, token, deviceId: 'd-1', heads: [], ...fields });
  }

  async welcomed(token: string, fields: Record<string, unknown> = {}): Promise<this> {
    this.hello(token, fields);
    await this.first('welcome');
    return this;
  }

  send(conversationId: string, clientId: string, text = 'hi'): number {
    return this.request({ op: 'send', conversationId, clientId, body: { kind: 'text', text } });
  }

  all<Op extends ServerFrame['op']>(op: Op): FrameOf<Op>[] {
    return this.frames.filter((frame): frame is FrameOf<Op> => frame.op === op);
  }

  first<Op extends ServerFrame['op']>(op: Op): Promise<FrameOf<Op>> {
    return eventually(() => {
      const [frame] = this.all(op);
      if (!frame) throw new Error(`no ${op} among ${JSON.stringify(this.frames)}`);
      return frame;
    });
  }

  /** The answer to the request with this id. */
  answer(id: number): Promise<ServerFrame> {
    return eventually(() => {
      const frame = this.frames.find(one => 'id' in one && one.id === id);
      if (!frame) throw new Error(`no answer to ${id} among ${JSON.stringify(this.frames)}`);
      return frame;
    });
  }

  /** `conversationId/seq` of each event, in the order of arrival. */
  get heard(): string[] {
    return this.all('events')
      .flatMap(({ events }) => events)
      .map(({ conversationId, seq }) => `${conversationId}/${seq}`);
  }

  terminate(): void {
    this.socket.terminate();
  }

  closing(): Promise<{ code: number; reason: string }> {
    return eventually(() => {
      if (!this.closed) throw new Error(`open, with ${JSON.stringify(this.frames.slice(-3))}`);
      return this.closed;
    });
  }
}
