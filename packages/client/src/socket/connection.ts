import { Emitter, ParleyError, sleep, toParleyError } from '@parley/core';
import {
  CLOSE,
  type HelloFrame,
  PROTOCOL_VERSION,
  type ServerFrame,
  type WelcomeFrame,
  WS_CLOSE,
} from '@parley/wire';
import type { ResolvedOptions } from '../options.ts';
import { isRefusal, type SessionKeeper } from '../session/session-keeper.ts';
import type { ClientStatus } from '../status.ts';
import { type Ending, judge, type Verdict } from './ending.ts';
import { Link, type LinkEnd, NO_CLOSE_FRAME } from './link.ts';

/** A connection that lasted this long ends the counting of tries. */
const LASTED_MS = 10_000;

export interface ConnectionEvents {
  /** What the client holds, for `hello`. */
  held(): Pick<HelloFrame, 'heads' | 'upToId' | 'away'>;
  live(link: Link, welcome: WelcomeFrame): void;
  lost(): void;
  push(frame: ServerFrame): void;
}

/** Keeps one link alive for as long as it is wanted, and says how that goes. */
export class Connection {
  readonly statusChanged = new Emitter<ClientStatus>();
  status: ClientStatus = { state: 'signed-out', retryAtMs: null, error: null };
  /** The link while it is live, after `welcome`. */
  link: Link | null = null;
  private run: AbortController | null = null;
  private wake = new AbortController();
  private reconnectAtMs: number | null = null;
  /** What the last `hello` carried. */
  private tokenUsed = '';
  private nextUrl: number;
  private attempts = 0;
  private readonly deviceId: string;
  private readonly options: ResolvedOptions;
  private readonly session: SessionKeeper;
  private readonly events: ConnectionEvents;
  private readonly unwatch: () => void;

  constructor(options: ResolvedOptions, session: SessionKeeper, events: ConnectionEvents) {
    this.options = options;
    this.session = session;
    this.events = events;
    // Of this client alone: a second one under the same id would replace the first (close code 4502).
    this.deviceId = options.newId();
    this.nextUrl = Math.floor(options.random() * options.connectUrls.length);
    this.unwatch = options.network?.onOnline(() => this.networkIsBack()) ?? (() => {});
  }

  /** Wants a connection; tries at once even if a wait is under way. */
  start(): void {
    this.wake.abort();
    if (this.run !== null) return;
    const run = new AbortController();
    this.run = run;
    this.keep(run.signal).catch((error: unknown) => {
      this.options.logger.error({ err: error }, 'the connection stopped for an unexpected reason');
      if (this.run === run) this.giveUp(toParleyError(error));
    });
  }

  /** Wants no connection any more. `status` is what follows. */
  stop(status: ClientStatus = { state: 'offline', retryAtMs: null, error: null }): void {
    const run = this.run;
    this.run = null;
    run?.abort();
    this.wake.abort();
    this.detach();
    this.setStatus(status);
  }

  setStatus(status: ClientStatus): void {
    this.status = status;
    this.statusChanged.emit(status);
  }

  close(): void {
    this.stop();
    this.unwatch();
  }

  private detach(): void {
    if (this.link === null) return;
    this.link = null;
    this.events.lost();
  }

  private networkIsBack(): void {
    // A live line may be dead after a change of network: ask it. A waiting one tries now.
    this.link?.ping();
    this.wake.abort();
  }

  /** Connects again and again until `signal` or a verdict ends it. */
  private async keep(signal: AbortSignal): Promise<void> {
    let attempt = 0;
    let renewed = false;
    while (!signal.aborted) {
      this.setStatus({ state: 'connecting', retryAtMs: null, error: null });
      const startedMs = this.options.clock.nowMs();
      const { ending, welcomed } = await this.once(signal);
      if (signal.aborted) return;
      if (welcomed) renewed = false;
      const lasted = welcomed && this.options.clock.nowMs() - startedMs > LASTED_MS;
      attempt = lasted ? 1 : attempt + 1;
      let verdict = judge(ending, attempt, this.options.backoff, this.options.random);
      if (verdict.next === 'renew') {
        verdict = await this.renew(verdict.error, renewed, attempt);
        renewed = true;
      }
      // A node that said goodbye is no failure, however short the stay was.
      if (ending.code === CLOSE.going_away) attempt = 0;
      if (signal.aborted) return;
      if (verdict.next === 'signed-out') return this.signOut(verdict.error);
      if (verdict.next !== 'retry') return this.giveUp(verdict.error);
      await this.pause(verdict.afterMs, verdict.error, signal);
    }
  }

  /** One link from the token to its end. */
  private async once(signal: AbortSignal): Promise<{ ending: Ending; welcomed: boolean }> {
    let token: string;
    try {
      token = await this.session.accessToken();
    } catch (error) {
      return { ending: fromTokenError(error), welcomed: false };
    }
    if (signal.aborted) return { ending: plainEnding(NO_CLOSE_FRAME), welcomed: false };
    this.reconnectAtMs = null;
    this.tokenUsed = token;
    const link = this.openLink();
    const onAbort = () => link.end(WS_CLOSE.normal, '');
    signal.addEventListener('abort', onAbort);
    const welcomed = await this.greet(link, token);
    const end = await link.ended;
    signal.removeEventListener('abort', onAbort);
    if (this.link === link) this.detach();
    return { ending: this.toEnding(end), welcomed };
  }

  private openLink(): Link {
    const { connectUrls, webSocket, answerTimeoutMs, logger } = this.options;
    const url = connectUrls[this.nextUrl++ % connectUrls.length] ?? '';
    const link: Link = new Link({
      webSocket,
      url,
      answerTimeoutMs,
      logger,
      onPush: frame => {
        if (frame.op === 'reconnect') this.leaveLater(link, frame.afterMs);
        else if (this.link === link) this.events.push(frame);
      },
    });
    return link;
  }

  private async greet(link: Link, token: string): Promise<boolean> {
    try {
      await link.opened;
      const welcome = await link.hello({
        protocol: PROTOCOL_VERSION,
        token,
        deviceId: this.deviceId,
        attempt: ++this.attempts,
        ...this.events.held(),
      });
      this.link = link;
      this.setStatus({ state: 'online', retryAtMs: null, error: null });
      this.events.live(link, welcome);
      link.begin();
      return true;
    } catch (error) {
      // If the socket has ended already, its own code counts and this one does nothing.
      link.end(helloRefusal(error), '');
      return false;
    }
  }

  /** The node is going away: leave by ourselves when the time comes, if it has not closed by then. */
  private leaveLater(link: Link, afterMs: number): void {
    this.reconnectAtMs = this.options.clock.nowMs() + afterMs;
    const timer = setTimeout(() => link.end(WS_CLOSE.normal, ''), afterMs);
    void link.ended.then(() => clearTimeout(timer));
  }

  private toEnding({ code, reason }: LinkEnd): Ending {
    if (this.reconnectAtMs === null) return { code, reason, afterMs: null };
    const afterMs = Math.max(0, this.reconnectAtMs - this.options.clock.nowMs());
    // Told to come back: our own closing of the old line says nothing against it.
    return { code: code === WS_CLOSE.normal ? CLOSE.going_away : code, reason, afterMs };
  }

  /** The token was refused: once a new one may help. */
  private async renew(error: ParleyError, before: boolean, attempt: number): Promise<Verdict> {
    if (before || this.session.user === null) return { next: 'signed-out', error };
    try {
      await this.session.renew(this.tokenUsed);
      return { next: 'retry', afterMs: 0, error };
    } catch (cause) {
      if (cause instanceof ParleyError && isRefusal(cause)) return { next: 'signed-out', error };
      const lost = plainEnding(NO_CLOSE_FRAME);
      return judge(lost, attempt, this.options.backoff, this.options.random);
    }
  }

  private async signOut(error: ParleyError): Promise<void> {
    this.stop({ state: 'signed-out', retryAtMs: null, error });
    await this.session.forget();
  }

  private giveUp(error: ParleyError): void {
    this.stop({ state: 'offline', retryAtMs: null, error });
  }

  private async pause(ms: number, error: ParleyError, signal: AbortSignal): Promise<void> {
    this.wake = new AbortController();
    const retryAtMs = this.options.clock.nowMs() + ms;
    this.setStatus({ state: 'offline', retryAtMs, error });
    await sleep(ms, AbortSignal.any([signal, this.wake.signal]));
  }
}

function plainEnding(code: number): Ending {
  return { code, reason: '', afterMs: null };
}

/** No token to be had: for good if the session is over, otherwise the API is out of reach. */
function fromTokenError(error: unknown): Ending {
  const over = error instanceof ParleyError && isRefusal(error);
  return plainEnding(over ? CLOSE.session_revoked : NO_CLOSE_FRAME);
}

/** The close code that means the same as an error in answer to `hello`. */
function helloRefusal(error: unknown): number {
  if (!(error instanceof ParleyError)) return NO_CLOSE_FRAME;
  if (error.code === 'session_revoked') return CLOSE.session_revoked;
  if (isRefusal(error)) return CLOSE.unauthenticated;
  return error.code === 'unsupported_version' ? CLOSE.unsupported_version : NO_CLOSE_FRAME;
}
