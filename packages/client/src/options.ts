import {
  type BackoffOptions,
  type Clock,
  invalid,
  type Logger,
  newId,
  silentLogger,
  systemClock,
} from '@parley/core';
import { CONNECT_PATH } from '@parley/wire';
import { memoryOutbox, type OutboxStore } from './outbox/outbox-store.ts';
import { type KeyValueStorage, memoryStorage } from './session/key-value-storage.ts';
import { openWebSocket, type WebSocketFactory } from './socket/web-socket.ts';

/** Runs `work` while nobody else who uses the same name does; a browser has `navigator.locks`. */
export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** Tells that the machine may have got its network back, so that waiting makes no sense any more. */
export interface NetworkSignal {
  onOnline(listener: () => void): () => void;
}

export interface ClientOptions {
  /** Where the HTTP API is, without a path: `http://localhost:7070`. */
  apiUrl: string;
  /**
   * Where the sockets are: `ws://localhost:7000`. CONNECT_PATH is added unless it is there. Of several
   * addresses one is taken at random, and after it the next in turn whenever a connection ends.
   */
  connectUrl: string | readonly string[];
  /** How a person recognises this device in the list of sessions. Default: `Parley client`. */
  deviceName?: string;
  /** Keeps the session over restarts. Default: memory, so nothing is kept. */
  storage?: KeyValueStorage;
  /** Keeps messages that are not acknowledged yet. Default: memory. */
  outbox?: OutboxStore;
  /** Only one tab at a time may renew the session. Default: no lock, right for one process. */
  lock?: Lock;
  /** Default: none; then only the backoff decides when to connect again. */
  network?: NetworkSignal;
  /** Default: the platform's `WebSocket`. */
  webSocket?: WebSocketFactory;
  /** Default: the platform's `fetch`. */
  fetch?: typeof globalThis.fetch;
  clock?: Clock;
  /** 0 … 1, for jitter. Default: `Math.random`. */
  random?: () => number;
  /** Makes client ids and the device's id: 1 … 64 characters, never twice. */
  newId?: () => string;
  logger?: Logger;
  /** Waits between tries to connect. Default: 0.5 s doubling to 30 s, half of it jitter. */
  backoff?: BackoffOptions;
  /** How long an answer on the socket may take before the line counts as dead. Default: 10,000. */
  answerTimeoutMs?: number;
  /** How long a request over HTTP may take. Default: 15,000. */
  httpTimeoutMs?: number;
  /** Events in one page of an open timeline. Default: 50. */
  pageSize?: number;
  /**
   * An open timeline that missed more events than this drops its window and loads the newest page,
   * instead of replaying everything. `Infinity` never drops: right for bots. Default: 1,000.
   */
  catchUpEvents?: number;
  /** The same for conversations that no timeline shows. Default: 200. */
  backgroundCatchUpEvents?: number;
}

export type ResolvedOptions = Required<Omit<ClientOptions, 'network' | 'connectUrl'>> & {
  network: NetworkSignal | null;
  connectUrls: readonly string[];
};

export function resolveOptions(options: ClientOptions): ResolvedOptions {
  const fetch = options.fetch ?? globalThis.fetch;
  return {
    apiUrl: options.apiUrl.replace(/\/+$/, ''),
    connectUrls: connectUrlsOf(options.connectUrl),
    deviceName: options.deviceName ?? 'Parley client',
    storage: options.storage ?? memoryStorage(),
    outbox: options.outbox ?? memoryOutbox(),
    lock: options.lock ?? ((_name, work) => work()),
    network: options.network ?? null,
    webSocket: options.webSocket ?? openWebSocket,
    // Browsers refuse `fetch` called as a method of anything but the window.
    fetch: (input, init) => fetch(input, init),
    clock: options.clock ?? systemClock,
    random: options.random ?? Math.random,
    newId: options.newId ?? newId,
    logger: options.logger ?? silentLogger,
    backoff: options.backoff ?? { firstMs: 500, maxMs: 30_000, jitter: 0.5 },
    answerTimeoutMs: options.answerTimeoutMs ?? 10_000,
    httpTimeoutMs: options.httpTimeoutMs ?? 15_000,
    pageSize: options.pageSize ?? 50,
    catchUpEvents: options.catchUpEvents ?? 1_000,
    backgroundCatchUpEvents: options.backgroundCatchUpEvents ?? 200,
  };
}

function connectUrlsOf(given: string | readonly string[]): readonly string[] {
  const bases = typeof given === 'string' ? [given] : given;
  if (bases.length === 0) throw invalid('connectUrl', given, 'at least one address');
  return bases.map(base => {
    const protocol = URL.canParse(base) ? new URL(base).protocol : '';
    if (protocol !== 'ws:' && protocol !== 'wss:') {
      throw invalid('connectUrl', base, 'an address like wss://chat.example');
    }
    const bare = base.replace(/\/+$/, '');
    return bare.endsWith(CONNECT_PATH) ? bare : `${bare}${CONNECT_PATH}`;
  });
}
