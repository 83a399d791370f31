import { performance } from 'node:perf_hooks';
import { type Driver, EVENT_FIELDS } from '../drivers/driver.ts';
import { Histogram } from '../measure/histogram.ts';
import { nowUs } from './clock.ts';
import { HttpPool } from './http-pool.ts';
import { LeanSocket } from './lean-socket.ts';
import type { Lines, OnArrived } from './lines.ts';
import { markerPlaces, readNumber } from './marker.ts';
import { FrameTemplate } from './masked-frame.ts';
import { OrderCheck } from './order-check.ts';
import type { LoadSetup, OpenResult } from './protocol.ts';
import type { SharedText, Stretch } from './shared-text.ts';
import type { Tally } from './tally.ts';

/** Memory of the check over all streams, in events. */
const REMEMBERED_EVENTS = 4_194_304;

interface Sender {
  socket: LeanSocket;
  template: FrameTemplate;
  http: boolean;
}

/** Everybody whom one load process plays: opens their sockets, sends for them and hears what comes. */
export class LoadClient {
  readonly setup: LoadSetup;
  readonly sockets: readonly LeanSocket[];
  readonly order: OrderCheck;
  readonly lines: Lines;
  /** Messages that a sender writes at once. */
  readonly burst: number;
  lost = 0;
  firstLoss: string | undefined;
  /** Counts what comes, while a run is on. */
  tally: Tally | undefined;
  private readonly urls: readonly URL[];
  private readonly senders: readonly Sender[];
  private readonly driver: Driver;
  /** One that everybody shares, or one for each sender. */
  private pools: readonly HttpPool[] = [];
  /** With arrivals that have not been counted. */
  private readonly arrived: SharedText[] = [];

  constructor(
    setup: LoadSetup,
    driver: Driver,
    makeLines: (driver: Driver, onArrived: OnArrived) => Lines,
  ) {
    this.setup = setup;
    this.driver = driver;
    this.burst = setup.burst ?? 1;
    this.urls = setup.urls.map(url => new URL(url));
    const streams = new Set(setup.senders.map(({ target }) => target)).size;
    const remembered = Math.floor(REMEMBERED_EVENTS / Math.max(1, streams));
    this.order = new OrderCheck(
      driver.order === 'log' ? 1 : Math.max(1, setup.senders.length),
      Math.min(65_536, Math.max(64, remembered)),
    );
    const sending = new Set(setup.senders.map(({ person }) => person));
    this.lines = makeLines(driver, atUs => this.settle(atUs));
    const ports = {
      driver,
      lines: this.lines,
      onText: (socket: LeanSocket, text: SharedText, atUs: number) =>
        this.onText(socket, text, atUs),
      onLost: (_socket: LeanSocket, reason: string) => {
        this.lost += 1;
        this.firstLoss ??= reason;
      },
    };
    this.sockets = setup.people.map(
      (person, index) =>
        new LeanSocket(
          person,
          this.order.receiver(),
          setup.countAt === 'everyone' || !sending.has(index),
          ports,
        ),
    );
    this.senders = setup.senders.flatMap(({ person, target }) => {
      const socket = this.sockets[person];
      if (socket === undefined) return [];
      const text = markerPlaces(setup.textBytes);
      const { via, text: frame } = driver.send(socket.person, target, text);
      return [
        { socket, template: new FrameTemplate(frame, via === 'socket'), http: via === 'http' },
      ];
    });
  }

  /** Opens the first `count` of all that are not open, `concurrency` at a time. */
  async open(count: number, concurrency: number): Promise<OpenResult> {
    if (this.pools.length === 0) this.pools = await this.openPools();
    const handshakes = new Histogram();
    const { localAddresses = [] } = this.setup;
    const result = { opened: 0, failed: 0, firstError: undefined as string | undefined };
    const startMs = performance.now();
    const startLoop = performance.eventLoopUtilization();
    let next = 0;
    const openNext = async (): Promise<void> => {
      while (next < Math.min(count, this.sockets.length)) {
        const index = next++;
        const socket = this.sockets[index];
        const url = this.urls[index % this.urls.length];
        if (socket === undefined || url === undefined || socket.isReady) continue;
        try {
          handshakes.record(await socket.open(url, localAddresses[index % localAddresses.length]));
          result.opened += 1;
        } catch (error) {
          result.failed += 1;
          result.firstError ??= error instanceof Error ? error.message : String(error);
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, openNext));
    const elapsedMs = performance.now() - startMs;
    const busy = performance.eventLoopUtilization(startLoop).utilization;
    return { ...result, elapsedMs, handshakes: handshakes.toSparse(), busy };
  }

  /** Sends a burst, its first message of this number, due at `dueUs`, for whose turn it is. */
  send(first: number, dueUs: number): void {
    const turn = Math.floor(first / this.burst) % this.senders.length;
    const sender = this.senders[turn];
    if (sender === undefined) return;
    const pool = this.pools[turn % this.pools.length];
    const frames: Buffer[] = [];
    for (let number = first; number < first + this.burst; number++) {
      const bytes = sender.template.fill(number, Math.round(dueUs));
      if (sender.http) pool?.send(number, bytes);
      else frames.push(bytes);
    }
    const [frame] = frames;
    if (frame !== undefined)
      sender.socket.write(frames.length === 1 ? frame : Buffer.concat(frames));
  }

  /** Cuts all connections. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.lines.close();
    for (const pool of this.pools) pool.close();
  }

  private openPools(): Promise<HttpPool[]> {
    const { httpUrl, httpConnections } = this.setup;
    if (httpUrl === undefined) return Promise.resolve([]);
    const sizes = httpConnections === undefined ? this.senders.map(() => 1) : [httpConnections];
    const url = new URL(httpUrl);
    return Promise.all(sizes.map(size => HttpPool.open(url, size, this.onResponse)));
  }

  private onText(socket: LeanSocket, text: SharedText, atUs: number): void {
    const { tally } = this;
    const { reading } = text;
    if (!reading.isCompared) this.compare(text);
    for (const number of reading.acks) tally?.acknowledge(number, atUs);
    if (reading.refused > 0) tally?.refuse(reading.refused);
    if (text.stretch === undefined || !socket.receiver.seeStretch(text.stretch)) {
      this.seeEach(socket, text, atUs);
    } else if (socket.counts) {
      if (text.arrivals === 0) this.arrived.push(text);
      text.arrivals += 1;
    }
  }

  private seeEach(socket: LeanSocket, { reading: { events } }: SharedText, atUs: number): void {
    for (let i = 0; i < events.length; i += EVENT_FIELDS) {
      const isNew = socket.receiver.see(this.streamOf(events, i), events[i + 1] ?? 0);
      if (isNew && socket.counts) this.tally?.deliver(events[i + 4] ?? 0, events[i + 3] ?? 0, atUs);
    }
  }

  /** Counts what has come whole and in order to many: once for each text. */
  private settle(atUs: number): void {
    for (const text of this.arrived) {
      const { events } = text.reading;
      for (let i = 0; i < events.length; i += EVENT_FIELDS) {
        this.tally?.deliver(events[i + 4] ?? 0, events[i + 3] ?? 0, atUs, text.arrivals);
      }
      text.arrivals = 0;
    }
    this.arrived.length = 0;
  }

  private streamOf(events: readonly number[], i: number): number {
    if (this.driver.order === 'log') return events[i] ?? 0;
    return Math.floor((events[i + 4] ?? 0) / this.burst) % this.senders.length;
  }

  /** Looks at a text for all whom it comes to: whether it is one stretch, and what others said of its places. */
  private compare(text: SharedText): void {
    const { reading } = text;
    reading.isCompared = true;
    text.stretch = this.stretchOf(reading.events);
    if (this.driver.order !== 'log') return;
    const { ackPlaces, events } = reading;
    for (let i = 0; i < ackPlaces.length; i += 3) {
      this.order.agree(ackPlaces[i] ?? 0, ackPlaces[i + 1] ?? 0, ackPlaces[i + 2] ?? 0);
    }
    for (let i = 0; i < events.length; i += EVENT_FIELDS) {
      this.order.agree(events[i] ?? 0, events[i + 1] ?? 0, events[i + 2] ?? 0);
    }
  }

  private stretchOf(events: readonly number[]): Stretch | undefined {
    if (events.length === 0) return undefined;
    const stream = this.streamOf(events, 0);
    const first = events[1] ?? 0;
    let last = first;
    for (let i = EVENT_FIELDS; i < events.length; i += EVENT_FIELDS) {
      last += this.order.step;
      if (this.streamOf(events, i) !== stream || events[i + 1] !== last) return undefined;
    }
    return { stream, first, last };
  }

  private readonly onResponse = (number: number, status: number, body: Buffer): void => {
    const { accepts = () => true } = this.driver;
    if (status < 200 || status > 299 || !accepts(body)) {
      this.tally?.refuse(1);
      return;
    }
    this.tally?.acknowledge(number, nowUs());
    const conversationAt = body.indexOf('"conversationId":"');
    if (conversationAt === -1) return;
    this.order.agree(
      readNumber(body, conversationAt + 18),
      readNumber(body, body.indexOf('"seq":') + 6),
      readNumber(body, body.indexOf('"messageId":"') + 13),
    );
  };
}
