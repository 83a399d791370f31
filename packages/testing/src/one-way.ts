import type { Socket } from 'node:net';

/** How bytes fare on their way now; asked again for every chunk. */
export interface WayCondition {
  /** Nothing passes, and nothing is lost: neither bytes nor the news that the sender has closed. */
  isFrozen(): boolean;
  /** What is sent now arrives this much later. */
  delayMs(): number;
  /** Told of everything that has been passed on. */
  carried(bytes: number): void;
}

type Cargo = Buffer | 'end' | 'reset';

/** Held bytes beyond this are left with the sender, which then feels the back-pressure. */
const HELD_BYTES = 64 * 1024;

/** One direction of a proxied connection: carries what `from` sends to `to`, in order. */
export class OneWay {
  private readonly from: Socket;
  private readonly to: Socket;
  private readonly condition: WayCondition;
  private readonly held: { dueMs: number; cargo: Cargo }[] = [];
  /** Accepted and not passed on yet. */
  heldBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(from: Socket, to: Socket, condition: WayCondition) {
    this.from = from;
    this.to = to;
    this.condition = condition;
    from.on('data', (chunk: Buffer) => this.accept(chunk));
    from.on('end', () => this.accept('end'));
    from.on('error', () => this.accept('reset'));
    to.on('drain', () => this.flush());
    to.on('close', () => clearTimeout(this.timer));
  }

  /** Delivers what may arrive by now. Call it when the condition has become better. */
  flush(): void {
    clearTimeout(this.timer);
    for (let next = this.held[0]; next !== undefined; next = this.held[0]) {
      if (this.condition.isFrozen()) return;
      if (this.to.writableNeedDrain && next.cargo !== 'reset') return;
      const waitMs = next.dueMs - performance.now();
      if (waitMs > 0) {
        this.timer = setTimeout(() => this.flush(), waitMs);
        return;
      }
      this.held.shift();
      this.deliver(next.cargo);
    }
    this.from.resume();
  }

  private accept(cargo: Cargo): void {
    this.held.push({ dueMs: performance.now() + this.condition.delayMs(), cargo });
    if (cargo instanceof Buffer) this.heldBytes += cargo.length;
    if (this.heldBytes >= HELD_BYTES) this.from.pause();
    this.flush();
  }

  private deliver(cargo: Cargo): void {
    if (cargo === 'reset') {
      resetSocket(this.to);
    } else if (cargo === 'end') {
      this.to.end();
    } else {
      this.heldBytes -= cargo.length;
      this.condition.carried(cargo.length);
      this.to.write(cargo);
    }
  }
}

/** Closes a socket so that the other end sees a broken connection, not one that ended in order. */
export function resetSocket(socket: Socket): void {
  // Node never closes a socket that is reset while it is being shut down (nor reports it closed).
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}
