import { type BackoffOptions, backoffMs, type Logger, ParleyError, sleep } from '@parley/core';
import { NotSentError } from './errors.ts';
import { FrameWriter } from './frame-writer.ts';
import type { GatewayLoad } from './gateway-load.ts';
import { OVERLOADED_RETRY_AFTER_MS } from './limits.ts';
import type { ClientStream, StreamStatus } from './link.ts';
import { type Asker, PendingCalls } from './pending-calls.ts';

export interface ExchangeStreamOptions {
  /** How long a call waits for its reply. Default 10,000. */
  deadlineMs: number;
  /** Calls without a reply; a further one is refused as `overloaded`. Default 20,000. */
  maxPending: number;
  /** Before a broken stream is opened again. Default 100 ms doubling to 5 s, up to half taken off. */
  reopen: BackoffOptions;
}

export const DEFAULT_EXCHANGE_STREAM_OPTIONS: ExchangeStreamOptions = {
  deadlineMs: 10_000,
  maxPending: 20_000,
  reopen: { firstMs: 100, maxMs: 5_000, jitter: 0.5 },
};

/** A bidirectional method on which calls and replies share an id. */
export interface ExchangeMethod<
  Item extends { id: number },
  Reply extends { id: number },
  RequestFrame,
  ReplyFrame,
> {
  open(): ClientStream<RequestFrame, ReplyFrame>;
  toFrame(items: Item[]): RequestFrame;
  bytesOf(item: Item): number;
  replies(frame: ReplyFrame): readonly Reply[];
  /** Default MAX_ITEMS_PER_FRAME. */
  maxItemsPerFrame?: number;
}

type State<Item extends object, RequestFrame, ReplyFrame> =
  | { kind: 'connecting' | 'open' | 'closing'; line: Line<Item, RequestFrame, ReplyFrame> }
  | { kind: 'waiting'; retry: NodeJS.Timeout }
  | { kind: 'closed' };

interface Line<Item extends object, RequestFrame, ReplyFrame> {
  stream: ClientStream<RequestFrame, ReplyFrame>;
  writer: FrameWriter<Item, RequestFrame>;
}

/**
 * The client's side of a long-lived stream: calls of one turn of the event loop share a frame, replies
 * find their call by id, and a stream that breaks is opened again until `close`.
 */
export class ExchangeStream<
  Item extends { id: number },
  Reply extends { id: number },
  RequestFrame,
  ReplyFrame,
> {
  private state: State<Item, RequestFrame, ReplyFrame>;
  private readonly method: ExchangeMethod<Item, Reply, RequestFrame, ReplyFrame>;
  private readonly options: ExchangeStreamOptions;
  private readonly logger: Logger;
  private readonly pending: PendingCalls<Reply>;
  private readonly load: GatewayLoad;
  private nextId = 1;
  /** Failures in a row. */
  private failures = 0;
  private closed: Promise<void> | undefined;

  constructor(
    method: ExchangeMethod<Item, Reply, RequestFrame, ReplyFrame>,
    logger: Logger,
    options: ExchangeStreamOptions,
    load: GatewayLoad,
  ) {
    this.method = method;
    this.logger = logger;
    this.options = options;
    this.load = load;
    this.pending = new PendingCalls(options.deadlineMs, () => this.dropExpired(), load);
    this.state = this.connect();
  }

  /** Whether the other side has accepted the stream. */
  get healthy(): boolean {
    return this.state.kind === 'open';
  }

  /**
   * Sends a call, whose `id` the stream gives it. While the stream is being opened the call waits for
   * it. It is refused with
   * - NotSentError: the stream is broken or closed, and nothing was sent;
   * - ParleyError: `unavailable` it broke after the call was sent, which may have been carried out;
   *   `deadline_exceeded`; `overloaded`.
   */
  ask(call: Item, asker: Asker<Reply>): void {
    const { state } = this;
    if (state.kind !== 'open' && state.kind !== 'connecting') {
      asker.refused(new NotSentError('The service cannot be reached.'));
      return;
    }
    if (this.pending.size >= this.options.maxPending) {
      this.load.refused += 1;
      asker.refused(tooMany(this.options.maxPending));
      return;
    }
    call.id = this.nextId++;
    this.pending.add(call.id, asker);
    state.line.writer.add(call);
  }

  /** Takes no more calls, lets those in hand finish for `graceMs` and ends the stream. */
  close(graceMs: number): Promise<void> {
    this.closed ??= this.end(graceMs);
    return this.closed;
  }

  private async end(graceMs: number): Promise<void> {
    const { state } = this;
    switch (state.kind) {
      case 'waiting':
        clearTimeout(state.retry);
        break;
      case 'open': {
        this.state = { kind: 'closing', line: state.line };
        const stop = new AbortController();
        await Promise.race([this.pending.whenEmpty(), sleep(graceMs, stop.signal)]);
        stop.abort();
        state.line.stream.cancel();
        break;
      }
      case 'connecting':
        state.line.stream.cancel();
        break;
      case 'closing':
      case 'closed':
        break;
    }
    this.state = { kind: 'closed' };
    this.refuseAll(state, undefined);
  }

  private connect(): State<Item, RequestFrame, ReplyFrame> {
    const { method } = this;
    const stream = method.open();
    const writer = new FrameWriter<Item, RequestFrame>(stream, { ...method }, true);
    let ending: StreamStatus | undefined;
    stream.on('metadata', () => this.opened(writer));
    stream.on('data', (frame: ReplyFrame) => {
      for (const reply of method.replies(frame)) this.pending.answer(reply.id, reply);
    });
    stream.on('status', status => {
      ending = status;
    });
    // Every failure is also a status; without a listener it would be thrown.
    stream.on('error', () => {});
    // The last of all: replies that came before the status have been read.
    stream.on('end', () => this.broken(stream, ending));
    return { kind: 'connecting', line: { stream, writer } };
  }

  private opened(writer: FrameWriter<Item, RequestFrame>): void {
    const { state } = this;
    if (state.kind !== 'connecting' || state.line.writer !== writer) return;
    if (this.failures > 0) this.logger.info({ failures: this.failures }, 'stream is open again');
    this.failures = 0;
    this.state = { kind: 'open', line: state.line };
    writer.release();
  }

  private broken(
    stream: ClientStream<RequestFrame, ReplyFrame>,
    status: StreamStatus | undefined,
  ): void {
    const { state } = this;
    if (!('line' in state) || state.line.stream !== stream) return;
    if (state.kind === 'closing') {
      this.refuseAll(state, status);
      return;
    }
    this.failures++;
    const waitMs = backoffMs(this.failures, this.options.reopen);
    const fields = { status: status?.code, reason: status?.details, waitMs };
    if (this.failures === 1) this.logger.warn(fields, 'stream broke; opening it again');
    else this.logger.debug(fields, 'stream cannot be opened');
    const retry = setTimeout(() => {
      this.state = this.connect();
    }, waitMs);
    this.state = { kind: 'waiting', retry };
    this.refuseAll(state, status);
  }

  /** What had not left is told so: it may be sent elsewhere. */
  private refuseAll(state: State<Item, RequestFrame, ReplyFrame>, cause: unknown): void {
    if ('line' in state) {
      for (const item of state.line.writer.takeBack(() => true)) {
        this.pending.refuse(item.id, new NotSentError('The service cannot be reached.', cause));
      }
    }
    this.pending.refuseAll(
      new ParleyError('unavailable', 'The connection to the service broke.', {}, cause),
    );
  }

  /** A call that nobody waits for any longer is not sent. */
  private dropExpired(): void {
    const { state } = this;
    if ('line' in state) state.line.writer.takeBack(item => !this.pending.has(item.id));
  }
}

function tooMany(maxPending: number): ParleyError {
  return new ParleyError('overloaded', 'Too many requests are waiting. Please try again.', {
    expected: `at most ${maxPending} calls without a reply`,
    retryAfterMs: OVERLOADED_RETRY_AFTER_MS,
  });
}
