/** Frames that wait for a reader that has paused; from here on the writer is told to wait, too. */
const MAX_WAITING_FRAMES = 16;

/** Who is told what happens on a pipe. */
export interface PipeEnds<Frame> {
  /** The reader: the next frame. */
  onFrame(frame: Frame): void;
  /** The reader: the writer has said its last word. */
  onEnd(): void;
  /** The writer: there is room again. */
  onDrain(): void;
}

/**
 * One direction of a stream within a process. Frames are handed over in order and never while they are
 * being written, as a wire would do it: in a microtask, so that no turn of the event loop is lost.
 */
export class LocalPipe<Frame> {
  private readonly ends: PipeEnds<Frame>;
  private waiting: Frame[] = [];
  private isScheduled = false;
  private isPaused = false;
  private isFull = false;
  private state: 'open' | 'ending' | 'over' = 'open';

  constructor(ends: PipeEnds<Frame>) {
    this.ends = ends;
  }

  /** false: no more until `onDrain`. What is written after the end is dropped. */
  write(frame: Frame): boolean {
    if (this.state !== 'open') return true;
    this.waiting.push(frame);
    this.isFull = this.waiting.length >= MAX_WAITING_FRAMES;
    this.schedule();
    return !this.isFull;
  }

  end(): void {
    if (this.state !== 'open') return;
    this.state = 'ending';
    this.schedule();
  }

  /** Nothing more is handed over. */
  destroy(): void {
    this.state = 'over';
    this.waiting = [];
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    queueMicrotask(() => {
      this.isScheduled = false;
      this.handOver();
    });
  }

  private handOver(): void {
    while (!this.isPaused) {
      const frame = this.waiting.shift();
      if (frame === undefined) break;
      this.ends.onFrame(frame);
    }
    if (this.isPaused || this.state === 'over') return;
    if (this.isFull) {
      this.isFull = false;
      this.ends.onDrain();
    }
    if (this.state === 'ending' && this.waiting.length === 0) {
      this.state = 'over';
      this.ends.onEnd();
    }
  }
}
