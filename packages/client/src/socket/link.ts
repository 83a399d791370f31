import { type ConversationId, type Logger, ParleyError, type UserId } from '@parley/core';
import type {
  ClientFrame,
  ComparedFrame,
  CompareFrame,
  ConversationPositions,
  HelloFrame,
  HistoryFrame,
  MarkFrame,
  PageFrame,
  Presence,
  SendFrame,
  SentFrame,
  ServerFrame,
  WelcomeFrame,
} from '@parley/wire';
import { type Deferred, deferred } from '../deferred.ts';
import type { WebSocketFactory, WebSocketLike } from './web-socket.ts';

export interface LinkOptions {
  webSocket: WebSocketFactory;
  url: string;
  answerTimeoutMs: number;
  logger: Logger;
  /** Frames that answer nothing: `events`, `heads`, `reconnect`, errors without an id; see `begin`. */
  onPush(frame: ServerFrame): void;
}

export interface LinkEnd {
  code: number;
  reason: string;
}

/** The code of a connection that ended without a closing frame. */
export const NO_CLOSE_FRAME = 1006;

interface Waiting {
  answer: Deferred<ServerFrame>;
  timer: ReturnType<typeof setTimeout>;
}

/**
 * One socket, from opening to its end; never used again after that. Requests get their answers by id.
 * A request that stays without an answer for `answerTimeoutMs` is rejected with `deadline_exceeded`, and
 * if nothing else came in that time either, the line is dead and is given up.
 */
export class Link {
  readonly opened: Promise<void>;
  /** Resolves once, whoever ended it. */
  readonly ended: Promise<LinkEnd>;
  private readonly opening = deferred<void>();
  private readonly ending = deferred<LinkEnd>();
  private readonly waiting = new Map<number, Waiting>();
  private readonly socket: WebSocketLike;
  private readonly options: LinkOptions;
  private over = false;
  private nextId = 1;
  private framesSeen = 0;
  /** What was pushed before `begin`. */
  private held: ServerFrame[] | null = [];
  private heartbeat: { everyMs: number; timer: ReturnType<typeof setTimeout> } | null = null;

  constructor(options: LinkOptions) {
    this.options = options;
    this.opened = this.opening.promise;
    this.ended = this.ending.promise;
    this.socket = options.webSocket(options.url);
    const giveUp = setTimeout(() => this.end(NO_CLOSE_FRAME, 'no answer'), options.answerTimeoutMs);
    this.socket.onopen = () => {
      clearTimeout(giveUp);
      this.opening.resolve();
    };
    this.socket.onmessage = event => this.receive(event.data);
    this.socket.onerror = () => {};
    this.socket.onclose = event => this.finish(event.code, event.reason);
    void this.ended.then(() => clearTimeout(giveUp));
  }

  async hello(frame: Omit<HelloFrame, 'id' | 'op'>): Promise<WelcomeFrame> {
    const answer = await this.request(id => ({ op: 'hello', id, ...frame }));
    if (answer.op !== 'welcome') throw unexpected('hello', answer);
    this.beat(answer.limits.heartbeatMs);
    return answer;
  }

  /**
   * Lets pushes through, those first that came before. They may come in the same turn as `welcome`, and
   * so before whoever waits for that has had time to act on it.
   */
  begin(): void {
    const held = this.held ?? [];
    this.held = null;
    for (const frame of held) this.options.onPush(frame);
  }

  async compare(frame: Omit<CompareFrame, 'id' | 'op'>): Promise<ComparedFrame> {
    const answer = await this.request(id => ({ op: 'compare', id, ...frame }));
    if (answer.op !== 'compared') throw unexpected('compare', answer);
    return answer;
  }

  async send(frame: Omit<SendFrame, 'id' | 'op'>): Promise<SentFrame> {
    const answer = await this.request(id => ({ op: 'send', id, ...frame }));
    if (answer.op !== 'sent') throw unexpected('send', answer);
    return answer;
  }

  async history(frame: Omit<HistoryFrame, 'id' | 'op'>): Promise<PageFrame> {
    const answer = await this.request(id => ({ op: 'history', id, ...frame }));
    if (answer.op !== 'page') throw unexpected('history', answer);
    return answer;
  }

  async positions(conversationIds: ConversationId[]): Promise<ConversationPositions[]> {
    const answer = await this.request(id => ({ op: 'positions', id, conversationIds }));
    if (answer.op !== 'positions') throw unexpected('positions', answer);
    return answer.conversations;
  }

  /** Finds out whether the line is alive; ends it if it is not. */
  ping(): void {
    this.request(id => ({ op: 'ping', id })).catch(() => {});
  }

  /** Follows these people, and nobody else from now on; resolves to how they are. */
  async watch(userIds: UserId[]): Promise<Presence[]> {
    const answer = await this.request(id => ({ op: 'watch', id, userIds }));
    if (answer.op !== 'presences') throw unexpected('watch', answer);
    return answer.presences;
  }

  activity(away: boolean): void {
    if (!this.over) this.write({ op: 'activity', away });
  }

  mark(frame: MarkFrame): void {
    if (!this.over) this.write(frame);
  }

  /** Ends at once: a closing handshake over a dead line would take a browser half a minute. */
  end(code: number, reason: string): void {
    if (this.over) return;
    this.socket.close(code === NO_CLOSE_FRAME ? undefined : code, undefined);
    this.finish(code, reason);
  }

  private request(frame: (id: number) => ClientFrame): Promise<ServerFrame> {
    if (this.over) return Promise.reject(lost());
    const id = this.nextId++;
    const answer = deferred<ServerFrame>();
    const seen = this.framesSeen;
    const timer = setTimeout(() => this.unanswered(id, seen), this.options.answerTimeoutMs);
    this.waiting.set(id, { answer, timer });
    this.write(frame(id));
    return answer.promise;
  }

  private unanswered(id: number, seenBefore: number): void {
    if (this.framesSeen === seenBefore) {
      this.end(NO_CLOSE_FRAME, 'no answer');
      return;
    }
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    waiting?.answer.reject(new ParleyError('deadline_exceeded', 'The server took too long.'));
  }

  private write(frame: ClientFrame): void {
    this.socket.send(JSON.stringify(frame));
    if (this.heartbeat !== null) this.beat(this.heartbeat.everyMs);
  }

  /** Starts the wait for the next ping again, because something was sent. */
  private beat(everyMs: number): void {
    clearTimeout(this.heartbeat?.timer);
    this.heartbeat = { everyMs, timer: setTimeout(() => this.ping(), everyMs) };
  }

  private receive(data: unknown): void {
    if (this.over) return;
    const frame = parse(data);
    if (frame === null) {
      this.options.logger.warn({}, 'unreadable frame ignored');
      return;
    }
    this.framesSeen++;
    const waiting = 'id' in frame && frame.id !== null ? this.waiting.get(frame.id) : undefined;
    if (waiting === undefined || !('id' in frame) || frame.id === null) {
      if (this.held === null) this.options.onPush(frame);
      else this.held.push(frame);
      return;
    }
    this.waiting.delete(frame.id);
    clearTimeout(waiting.timer);
    if (frame.op === 'error') waiting.answer.reject(ParleyError.fromBody(frame.error));
    else waiting.answer.resolve(frame);
  }

  private finish(code: number, reason: string): void {
    if (this.over) return;
    this.over = true;
    this.socket.onopen = null;
    this.socket.onmessage = null;
    this.socket.onclose = null;
    clearTimeout(this.heartbeat?.timer);
    this.heartbeat = null;
    this.ending.resolve({ code, reason });
    this.opening.reject(lost());
    for (const { answer, timer } of this.waiting.values()) {
      clearTimeout(timer);
      answer.reject(lost());
    }
    this.waiting.clear();
  }
}

function parse(data: unknown): ServerFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const frame = JSON.parse(data) as ServerFrame | null;
    return typeof frame?.op === 'string' ? frame : null;
  } catch {
    return null;
  }
}

function lost(): ParleyError {
  return new ParleyError('unavailable', 'The connection was lost.');
}

function unexpected(op: string, answer: ServerFrame): ParleyError {
  return new ParleyError('internal', `The server answered ${op} with ${answer.op}.`);
}
