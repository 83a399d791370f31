import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ParleyError } from '@parley/core';
import type { ClientFrame, MessageBody, Presence, PresenceMode, SentView } from '@parley/wire';
import { WebSocketServer } from 'ws';
import { FakeAccounts } from './fake-accounts.ts';
import { answerHttp } from './fake-http.ts';
import { FakeLogs } from './fake-logs.ts';
import { FakeSocket } from './fake-socket.ts';

/** A server with Parley's frames and views and no storage, that can be told to misbehave. */
export class FakeServer {
  readonly accounts = new FakeAccounts();
  readonly logs = new FakeLogs();
  readonly sockets = new Set<FakeSocket>();
  /** How a batch of new events goes out; replace it to double, swap or lose some. */
  push: (socket: FakeSocket, events: Parameters<FakeSocket['pushEvents']>[0]) => void = (
    socket,
    events,
  ) => socket.pushEvents(events);
  /** Called before a `send` is acted on; throw to refuse it. */
  beforeSend: (text: string) => void = () => {};
  /** Called before a request over HTTP is answered; throw to refuse it. */
  beforeHttp: (route: string) => void = () => {};
  /** Whether acknowledgements are kept back: committed, but never told. */
  muteAcks = false;
  /** Whether `ack` and `read` are lost. */
  loseMarks = false;
  /** Whether this signal is lost. */
  loseSignal: () => boolean = () => false;
  /** Whether every `hello` is answered with close code 4500. */
  refuseTokens = false;
  /** What goes out right behind `welcome`, in the same packet. */
  behindWelcome: (socket: FakeSocket) => void = () => {};
  heartbeatMs = 25_000;
  presenceMode: PresenceMode = 'auto';
  private readonly presences = new Map<string, Presence>();
  /** Every frame that a client sent. */
  readonly frames: ClientFrame[] = [];
  /** Every request over HTTP, as `GET /v1/me`. */
  readonly requests: string[] = [];
  private readonly http = createServer((request, response) => {
    this.handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  private readonly upgrades = new WebSocketServer({ server: this.http });
  private port = 0;

  async start(port = 0): Promise<this> {
    this.upgrades.on('connection', (socket, { socket: stream }) =>
      this.sockets.add(new FakeSocket(socket, stream, this)),
    );
    this.http.listen(port, '127.0.0.1');
    await once(this.http, 'listening');
    this.port = (this.http.address() as AddressInfo).port;
    return this;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get connectUrl(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Commits a message and pushes it to the members; the same client id gives the first answer. */
  say(senderId: string, conversationId: string, clientId: string, body: MessageBody): SentView {
    const { event, isNew } = this.logs.append(senderId, conversationId, clientId, body);
    if (isNew) this.spread(conversationId, [event]);
    const { seq, messageId, createdAtMs } = event;
    return { conversationId, seq, messageId, createdAtMs };
  }

  /** Moves a member's positions and tells all members; no further than the log goes. */
  mark(
    userId: string,
    conversationId: string,
    position: { deliveredSeq?: number; readSeq?: number },
  ): void {
    const { members, events } = this.logs.get(conversationId);
    const own = members.get(userId);
    if (own === undefined) return;
    const before = `${own.deliveredSeq}/${own.readSeq}`;
    for (const key of ['deliveredSeq', 'readSeq'] as const) {
      own[key] = Math.max(own[key], Math.min(position[key] ?? 0, events.length));
    }
    const { deliveredSeq, readSeq } = own;
    if (before === `${deliveredSeq}/${readSeq}`) return;
    for (const socket of this.sockets) {
      if (!members.has(socket.userId) || this.loseSignal()) continue;
      const signal = { type: 'position' as const, conversationId, userId, deliveredSeq, readSeq };
      socket.write({ op: 'signals', signals: [signal] });
    }
  }

  spread(conversationId: string, events: Parameters<FakeSocket['pushEvents']>[0]): void {
    const { members } = this.logs.get(conversationId);
    for (const socket of this.sockets) {
      const removed = events.some(
        event => event.type === 'members-removed' && event.body.userIds.includes(socket.userId),
      );
      if (members.has(socket.userId) || removed) this.push(socket, events);
    }
  }

  /** How somebody is; `offline` until it was said otherwise. */
  presenceOf(userId: string): Presence {
    return this.presences.get(userId) ?? { userId, status: 'offline', version: 0 };
  }

  /** Tells who watches, with the next version unless another is given. */
  showPresence(userId: string, status: Presence['status'], version?: number): void {
    const presence = { userId, status, version: version ?? this.presenceOf(userId).version + 1 };
    if (presence.version > this.presenceOf(userId).version) this.presences.set(userId, presence);
    for (const socket of this.sockets) {
      if (!socket.watched.includes(userId)) continue;
      socket.write({ op: 'signals', signals: [{ type: 'presence', ...presence }] });
    }
  }

  /** Ends all connections without a closing frame. */
  cut(): void {
    for (const socket of this.sockets) socket.cut();
  }

  closeAll(code: number, reason = ''): void {
    for (const socket of this.sockets) socket.close(code, reason);
  }

  async stop(): Promise<void> {
    this.cut();
    this.upgrades.close();
    this.http.close();
    this.http.closeAllConnections();
    await once(this.http, 'close');
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    this.requests.push(`${request.method} ${request.url}`);
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', '*');
    response.setHeader('access-control-allow-methods', '*');
    if (request.method === 'OPTIONS') {
      response.writeHead(204).end();
      return;
    }
    try {
      this.beforeHttp(`${request.method} ${request.url}`);
      const body = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      const answer = answerHttp(this, request, body);
      response.writeHead(answer === null ? 204 : 200, { 'content-type': 'application/json' });
      response.end(answer === null ? undefined : JSON.stringify(answer));
    } catch (error) {
      const { code, message, details } = error as ParleyError;
      const status = error instanceof ParleyError ? (code === 'not_found' ? 404 : 401) : 500;
      response.writeHead(status, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ status, title: code, detail: message, code, ...details }));
    }
  }
}
