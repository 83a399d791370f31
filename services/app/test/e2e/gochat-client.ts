import { once } from 'node:events';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { WebSocket } from 'ws';
import { newName, PASSWORD } from './http.ts';

/** What its calls are answered. */
export interface GochatAnswer {
  code: number;
  data: unknown;
  message: string;
}

/** What comes by its socket; which fields there are depends on `op`. */
export interface GochatBody {
  op: number;
  msg?: string;
  fromUserName?: string;
  roomId?: number;
  count?: number;
  roomUserInfo?: Readonly<Record<string, string>>;
}

export interface GochatOptions {
  /** The api and the connect node that it uses (0, 1 …; as if they stood in a circle). */
  startAt?: number;
  /** A name and password instead of a new account. */
  account?: { name: string; password: string };
  /** A token instead of signing in. */
  token?: string;
  roomId?: number;
}

/** One of gochat's calls. Whatever it comes to has status 200, and may be read from any origin. */
export async function callGochat(
  apiUrl: string,
  path: string,
  json: object,
): Promise<GochatAnswer> {
  const response = await fetch(`${apiUrl}${path}`, {
    method: 'post',
    headers: { 'Content-type': 'application/json' },
    body: JSON.stringify(json),
  });
  if (response.status !== 200 || response.headers.get('access-control-allow-origin') !== '*') {
    throw new Error(`${path} was answered ${response.status} ${await response.text()}`);
  }
  return (await response.json()) as GochatAnswer;
}

/** A client of gochat's page, without the page: it asks over HTTP, and hears by a WebSocket. */
export class GochatClient {
  readonly token: string;
  readonly userId: number;
  readonly name: string;
  /** Everything that came by the socket, as it came. */
  readonly bodies: GochatBody[] = [];
  /** Resolves to the close code. */
  readonly closed: Promise<number>;
  private readonly apiUrl: string;
  private readonly socket: WebSocket;

  private constructor(apiUrl: string, socket: WebSocket, token: string, user: User) {
    this.apiUrl = apiUrl;
    this.socket = socket;
    this.token = token;
    this.userId = user.userId;
    this.name = user.userName;
    socket.on('error', () => {});
    socket.on('message', (data: Buffer) => {
      this.bodies.push(JSON.parse(data.toString()) as GochatBody);
    });
    this.closed = new Promise(resolve => socket.once('close', code => resolve(code)));
  }

  /** Signs in (as somebody new unless told otherwise), and looks at a room until it is told who is there. */
  static async arrive(deployment: Deployment, options: GochatOptions = {}): Promise<GochatClient> {
    const { startAt = 0, roomId = 1 } = options;
    const { apiUrls, connectUrls } = deployment;
    const apiUrl = apiUrls[startAt % apiUrls.length] ?? '';
    const token = options.token ?? (await tokenOf(apiUrl, options.account));
    const { data } = await callGochat(apiUrl, '/user/checkAuth', { authToken: token });
    const socket = new WebSocket(new URL('/ws', connectUrls[startAt % connectUrls.length]), {
      origin: 'http://another.example:8080',
    });
    const client = new GochatClient(apiUrl, socket, token, data as User);
    await once(socket, 'open');
    await client.look(roomId);
    return client;
  }

  /** Shows its ticket and asks who is there, both at once, as the page does. */
  async look(roomId: number): Promise<void> {
    const before = this.bodies.length;
    this.socket.send(JSON.stringify({ authToken: this.token, roomId }));
    await this.call('/push/getRoomInfo', { roomId });
    await eventually(() => {
      const told = this.bodies.slice(before).filter(({ op }) => op === 5);
      if (!told.some(({ roomUserInfo }) => roomUserInfo?.[this.userId] === this.name)) {
        throw new Error(`${this.name} was not told of room ${roomId}`);
      }
    });
  }

  call(path: string, json: object = {}): Promise<GochatAnswer> {
    return callGochat(this.apiUrl, path, { ...json, authToken: this.token });
  }

  /** Says something in a room, with the field too much that the page sends. */
  async say(msg: string, roomId = 1): Promise<void> {
    expectOk(await this.call('/push/pushRoom', { op: 5, roomId, msg }));
  }

  async sayTo(userId: number | string, msg: string): Promise<void> {
    expectOk(await this.call('/push/push', { toUserId: String(userId), roomId: 1, msg }));
  }

  /** What came with this op. */
  all(op: number): GochatBody[] {
    return this.bodies.filter(body => body.op === op);
  }

  /** What was said in the room (3) or privately (2), as it came. */
  heard(op: 2 | 3): string[] {
    return this.all(op).map(({ msg }) => msg ?? '');
  }

  /** Resolves when these were heard, in whichever order and among others. */
  async hears(op: 2 | 3, texts: readonly string[]): Promise<void> {
    await eventually(
      () => {
        const heard = new Set(this.heard(op));
        const missing = texts.filter(text => !heard.has(text));
        if (missing.length > 0) throw new Error(`not heard: ${missing.slice(0, 5).join(', ')}`);
      },
      { timeoutMs: 15_000 },
    );
  }

  async leave(): Promise<void> {
    this.socket.close();
    await this.closed;
  }
}

interface User {
  userId: number;
  userName: string;
}

async function tokenOf(apiUrl: string, account: GochatOptions['account']): Promise<string> {
  const { name, password } = account ?? { name: newName(), password: PASSWORD };
  const path = account === undefined ? '/user/register' : '/user/login';
  const answer = await callGochat(apiUrl, path, { userName: name, passWord: password });
  expectOk(answer);
  return String(answer.data);
}

function expectOk({ code, message }: GochatAnswer): void {
  if (code !== 0) throw new Error(`code ${code}: ${message}`);
}
