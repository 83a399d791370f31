import { backoffMs } from '@parley/core';
import { RETRY_BACKOFF } from '../retry-backoff.ts';
import type { OutgoingMessage } from './pending-message.ts';

/**
 * One conversation's unsent messages, in order. Each waits for the answer to the one before: of two on
 * their way at once the first may be refused for a moment, or lost with the node that had it, and the
 * second would stand before it for good.
 */
export class Lane {
  messages: readonly OutgoingMessage[] = [];
  private failures = 0;
  private resumeAtMs = 0;

  /** What may be sent now. */
  next(nowMs: number): OutgoingMessage | undefined {
    if (nowMs < this.resumeAtMs) return undefined;
    const next = this.messages.find(({ state }) => state === 'sending' || state === 'queued');
    return next?.state === 'queued' ? next : undefined;
  }

  add(message: OutgoingMessage): void {
    this.messages = [...this.messages, message].sort((a, b) => a.item.order - b.item.order);
  }

  remove(clientId: string): void {
    this.messages = this.messages.filter(message => message.item.clientId !== clientId);
  }

  succeeded(): void {
    this.failures = 0;
    this.resumeAtMs = 0;
  }

  /** Returns how long to wait before `next` gives something again. */
  failed(nowMs: number, retryAfterMs: number | undefined, random: () => number): number {
    this.failures++;
    const waitMs = retryAfterMs ?? backoffMs(this.failures, RETRY_BACKOFF, random);
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
