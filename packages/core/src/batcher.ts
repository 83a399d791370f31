/** Hands over what was collected. Must not throw: whoever adds an item owns its outcome. */
type Flush<T> = (items: T[]) => void;

/**
 * Collects items and hands them over together at the end of the event loop's turn (`setImmediate`),
 * or as soon as `maxItems` wait. No timer: an idle system adds no delay, and batches grow by
 * themselves with the load.
 */
export class Batcher<T> {
  private items: T[] = [];
  private scheduled = false;
  private readonly flush: Flush<T>;
  private readonly maxItems: number;

  constructor(flush: Flush<T>, maxItems = 256) {
    this.flush = flush;
    this.maxItems = maxItems;
  }

  add(item: T): void {
    this.items.push(item);
    if (this.items.length >= this.maxItems) {
      this.flushNow();
    } else if (!this.scheduled) {
      this.scheduled = true;
      setImmediate(() => {
        this.scheduled = false;
        this.flushNow();
      });
    }
  }

  flushNow(): void {
    if (this.items.length === 0) return;
    const items = this.items;
    this.items = [];
    this.flush(items);
  }

  /** How many items wait. */
  get size(): number {
    return this.items.length;
  }
}
