import { Batcher } from '@parley/core';
import { MAX_ITEMS_PER_FRAME, TARGET_FRAME_BYTES } from './limits.ts';

/** What the writer needs of a gRPC stream, client's or server's. */
export interface FrameSink<Frame> {
  /** false: no more until 'drain'. */
  write(frame: Frame): boolean;
  on(event: 'drain', listener: () => void): unknown;
}

export interface FrameWriterOptions<Item, Frame> {
  toFrame(items: Item[]): Frame;
  /** About how large an item is when encoded; need not be exact. */
  bytesOf(item: Item): number;
  /** Default MAX_ITEMS_PER_FRAME. */
  maxItemsPerFrame?: number;
  /** Called when the stream takes no more (true), and when it does again (false). */
  onBlocked?(blocked: boolean): void;
  /** Called with the number of items that have been handed to the stream. */
  onWritten?(items: number): void;
}

/**
 * Puts the items of one turn of the event loop into frames. While the stream takes no more, they wait
 * here in order; whoever adds must bound their number.
 */
export class FrameWriter<Item extends object, Frame> {
  private readonly sink: FrameSink<Frame>;
  private readonly options: FrameWriterOptions<Item, Frame>;
  private readonly maxItems: number;
  private readonly turn: Batcher<Item>;
  private waiting: Item[] = [];
  private blocked: boolean;

  /** @param held true: nothing is written before `release`. */
  constructor(sink: FrameSink<Frame>, options: FrameWriterOptions<Item, Frame>, held = false) {
    this.sink = sink;
    this.options = options;
    this.maxItems = options.maxItemsPerFrame ?? MAX_ITEMS_PER_FRAME;
    this.blocked = held;
    this.turn = new Batcher(items => this.write(items), this.maxItems);
    sink.on('drain', () => this.release());
  }

  add(item: Item): void {
    this.turn.add(item);
  }

  /** Writes what was held back. */
  release(): void {
    if (!this.blocked) return;
    this.blocked = false;
    const items = this.waiting;
    this.waiting = [];
    this.write(items);
    if (!this.blocked) this.options.onBlocked?.(false);
  }

  /** Takes back the unsent items for which `take` says so. */
  takeBack(take: (item: Item) => boolean): Item[] {
    const { blocked } = this;
    this.blocked = true;
    this.turn.flushNow();
    const taken = this.waiting.filter(take);
    if (taken.length > 0) this.waiting = this.waiting.filter(item => !take(item));
    this.blocked = blocked;
    if (!blocked) this.write(this.waiting.splice(0));
    return taken;
  }

  private write(items: Item[]): void {
    let start = 0;
    while (start < items.length && !this.blocked) {
      const end = this.frameEnd(items, start);
      const frame = start === 0 && end === items.length ? items : items.slice(start, end);
      start = end;
      if (!this.sink.write(this.options.toFrame(frame))) {
        this.blocked = true;
        this.options.onBlocked?.(true);
      }
      this.options.onWritten?.(frame.length);
    }
    for (; start < items.length; start++) {
      const item = items[start];
      if (item !== undefined) this.waiting.push(item);
    }
  }

  /** Where the frame that begins at `start` ends: full by number or by bytes. */
  private frameEnd(items: readonly Item[], start: number): number {
    const last = Math.min(items.length, start + this.maxItems);
    let end = start;
    let bytes = 0;
    while (end < last) {
      const item = items[end];
      if (item === undefined) break;
      bytes += this.options.bytesOf(item);
      if (bytes > TARGET_FRAME_BYTES && end > start) break;
      end++;
    }
    return end;
  }
}
