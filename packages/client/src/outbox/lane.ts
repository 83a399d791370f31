import { backoffMs } from '@parley/core';
import type { OutgoingMessage } from './pending-message.ts';

/** So many messages of one conversation are on their way at once while all goes well. */
const PIPELINED = 16;
const RETRY = { firstMs: 500, maxMs: 30_000, jitter: 0.5 };

/**
 * One conversation's unsent messages, in order. They go out several at a time; after a failure that
 * may pass they go one by one, and nothing overtakes what failed, until one has succeeded.
 */
export class Lane {
  messages: readonly OutgoingMessage[] = [];
  private width = PIPELINED;
  private failures = 0;
  private resumeAtMs = 0;

  /** What may be sent now, in order. */
  next(nowMs: number): OutgoingMessage[] {
    if (nowMs < this.resumeAtMs) return [];
    const under = this.messages.filter(message => message.state === 'sending').length;
    const queued = this.messages.filter(message => message.state === 'queued');
    // Narrowed after a failure, it lets those that were on their way come back first.
    return queued.slice(0, Math.max(0, this.width - under));
  }

  add(message: OutgoingMessage): void {
    this.messages = [...this.messages, message].sort((a, b) => a.item.order - b.item.order);
  }

  remove(clientId: string): void {
    this.messages = this.messages.filter(message => message.item.clientId !== clientId);
  }

  succeeded(): void {
    this.width = PIPELINED;
    this.failures = 0;
    this.resumeAtMs = 0;
  }

  /** Returns how long to wait before `next` gives something again. */
  failed(nowMs: number, retryAfterMs: number | undefined, random: () => number): number {
    this.width = 1;
    this.failures++;
    const waitMs = retryAfterMs ?? backoffMs(this.failures, RETRY, random);
    this.resumeAtMs = nowMs + waitMs;
    return waitMs;
  }

  /** The link ended: what was on its way has to go again, and may do so at once. */
  interrupted(): void {
    this.resumeAtMs = 0;
    for (const message of this.messages) {
      if (message.state === 'sending') message.state = 'queued';
    }
  }
}
