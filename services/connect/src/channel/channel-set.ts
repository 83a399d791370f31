import type { Channel } from './channel.ts';

/** Every channel whose socket is open, those that have not said hello included. */
export class ChannelSet {
  private readonly channels = new Set<Channel>();
  private readonly onEmpty = new Set<() => void>();

  get size(): number {
    return this.channels.size;
  }

  add(channel: Channel): void {
    this.channels.add(channel);
  }

  delete(channel: Channel): void {
    this.channels.delete(channel);
    if (this.channels.size > 0) return;
    for (const resolve of this.onEmpty) resolve();
    this.onEmpty.clear();
  }

  all(): Channel[] {
    return [...this.channels];
  }

  /** Resolves when there is none left, or after `timeoutMs`. */
  empty(timeoutMs: number): Promise<void> {
    if (this.channels.size === 0) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        clearTimeout(timer);
        this.onEmpty.delete(done);
        resolve();
      };
      const timer = setTimeout(done, timeoutMs);
      this.onEmpty.add(done);
    });
  }
}
