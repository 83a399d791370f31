import { EventEmitter } from 'node:events';
import { status } from '@grpc/grpc-js';
import type { Whole } from '@parley/contracts';
import type { ClientStream, ServerStream, StreamStatus } from './link.ts';
import { LocalPipe } from './local-pipe.ts';

/** The forms in which frames arrive. */
export interface LocalFrames {
  wholeRequest: Whole;
  wholeReply: Whole;
}

/** What each kind of event gives is known to the interfaces of the ends. */
type Listener = (it: never) => void;

/**
 * A stream whose two ends are in this process. What arrives is a copy of what was written (see
 * `wholeOf`), so neither end can change what the other one has.
 */
export class LocalStream {
  private readonly toClient = new EventEmitter();
  private readonly toServer = new EventEmitter();
  private readonly requests: LocalPipe<object>;
  private readonly replies: LocalPipe<object>;
  private readonly frames: LocalFrames;
  private readonly onOver: () => void;
  private isOver = false;

  /** @param onOver called once, when the stream has ended for whatever reason */
  constructor(frames: LocalFrames, onOver: () => void) {
    this.frames = frames;
    this.onOver = onOver;
    this.requests = new LocalPipe<object>({
      onFrame: frame => this.toServer.emit('data', frame),
      onEnd: () => this.toServer.emit('end'),
      onDrain: () => this.toClient.emit('drain'),
    });
    this.replies = new LocalPipe<object>({
      onFrame: frame => this.toClient.emit('data', frame),
      onEnd: () => this.over({ code: status.OK, details: '' }),
      onDrain: () => this.toServer.emit('drain'),
    });
  }

  client(): ClientStream<object, object> {
    return {
      on: (event: string, listener: Listener) => this.toClient.on(event, listener as () => void),
      write: frame => this.requests.write(this.frames.wholeRequest(frame)),
      cancel: () => this.cut({ code: status.CANCELLED, details: 'Cancelled.' }),
    };
  }

  server(): ServerStream<object, object> {
    return {
      on: (event: string, listener: Listener) => this.toServer.on(event, listener as () => void),
      write: frame => this.replies.write(this.frames.wholeReply(frame)),
      sendMetadata: () => queueMicrotask(() => this.toClient.emit('metadata')),
      pause: () => this.requests.pause(),
      resume: () => this.requests.resume(),
      end: () => this.replies.end(),
    };
  }

  /** Says the client's last word for it: the server answers what it has in hand, and ends. */
  endRequests(): void {
    this.requests.end();
  }

  /** Ends it whatever is in hand. */
  cut(status: StreamStatus): void {
    if (this.isOver) return;
    this.over(status);
    queueMicrotask(() => this.toServer.emit('cancelled'));
  }

  private over(status: StreamStatus): void {
    if (this.isOver) return;
    this.isOver = true;
    this.requests.destroy();
    this.replies.destroy();
    queueMicrotask(() => {
      this.toClient.emit('status', status);
      this.toClient.emit('end');
    });
    this.onOver();
  }
}
