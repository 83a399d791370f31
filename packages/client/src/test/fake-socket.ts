import type { Duplex } from 'node:stream';
import { ParleyError } from '@parley/core';
import {
  CLOSE,
  type ClientFrame,
  DEFAULT_LIMITS,
  type HelloFrame,
  type LogEvent,
  type ServerFrame,
} from '@parley/wire';
import type { WebSocket } from 'ws';
import type { FakeServer } from './fake-server.ts';

/** One connection of a fake server. */
export class FakeSocket {
  userId = '';
  deviceId = '';
  watched: readonly string[] = [];
  readonly received: ClientFrame[] = [];
  /** Answers to pings; false plays dead. */
  answersPings = true;
  private readonly socket: WebSocket;
  private readonly stream: Duplex;
  private readonly server: FakeServer;

  constructor(socket: WebSocket, stream: Duplex, server: FakeServer) {
    this.socket = socket;
    this.stream = stream;
    this.server = server;
    socket.on('message', (data: Buffer) => this.take(JSON.parse(data.toString()) as ClientFrame));
    socket.on('error', () => {});
    socket.on('close', () => server.sockets.delete(this));
  }

  write(frame: ServerFrame): void {
    this.socket.send(JSON.stringify(frame));
  }

  pushEvents(events: readonly LogEvent[]): void {
    this.write({ op: 'events', events: [...events] });
  }

  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  cut(): void {
    this.server.sockets.delete(this);
    this.socket.terminate();
  }

  private take(frame: ClientFrame): void {
    this.received.push(frame);
    this.server.frames.push(frame);
    const { logs, muteAcks } = this.server;
    try {
      switch (frame.op) {
        case 'hello':
          this.greet(frame);
          break;
        case 'compare': {
          const compared = logs.compare(this.userId, frame.afterId, frame);
          this.write({ op: 'compared', id: frame.id, ...compared });
          break;
        }
        case 'watch':
          this.watched = frame.userIds;
          this.write({
            op: 'presences',
            id: frame.id,
            presences: frame.userIds.map(userId => this.server.presenceOf(userId)),
          });
          break;
        case 'activity':
          break;
        case 'ping':
          if (this.answersPings) this.write({ op: 'pong', id: frame.id });
          break;
        case 'history':
          this.write({
            op: 'page',
            id: frame.id,
            conversationId: frame.conversationId,
            ...logs.page(this.userId, frame.conversationId, frame),
          });
          break;
        case 'send': {
          this.server.beforeSend(frame.body.text);
          const { conversationId, clientId, body } = frame;
          const sent = this.server.say(this.userId, conversationId, clientId, body);
          if (!muteAcks) this.write({ op: 'sent', id: frame.id, ...sent });
          break;
        }
        case 'ack':
        case 'read': {
          const readSeq = frame.op === 'read' ? frame.seq : 0;
          const position = { deliveredSeq: frame.seq, readSeq };
          if (!this.server.loseMarks) this.server.mark(this.userId, frame.conversationId, position);
          break;
        }
        case 'positions':
          this.write({
            op: 'positions',
            id: frame.id,
            conversations: frame.conversationIds.map(id => logs.positions(id)),
          });
          break;
      }
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      if ('id' in frame) this.write({ op: 'error', id: frame.id, error: error.toBody() });
    }
  }

  private greet(frame: HelloFrame): void {
    const { logs, accounts, heartbeatMs } = this.server;
    try {
      if (this.server.refuseTokens) throw new ParleyError('token_expired', 'No.');
      this.userId = accounts.verify(frame.token).userId;
    } catch (error) {
      const revoked = error instanceof ParleyError && error.code === 'session_revoked';
      this.close(revoked ? CLOSE.session_revoked : CLOSE.unauthenticated, '');
      return;
    }
    this.deviceId = frame.deviceId;
    this.stream.cork();
    this.write({
      op: 'welcome',
      id: frame.id,
      userId: this.userId,
      sessionId: '1',
      connectionId: '1',
      serverId: '1',
      presenceMode: this.server.presenceMode,
      limits: { ...DEFAULT_LIMITS, heartbeatMs },
      ...logs.compare(this.userId, '0', frame),
    });
    this.server.behindWelcome(this);
    this.stream.uncork();
  }
}
