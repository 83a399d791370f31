import { ParleyError } from '@parley/core';
import type { GatewayLoad } from './gateway-load.ts';

/**
 * Who is told what became of a call: one of the two, once, perhaps before asking has returned. It must
 * not throw, because others wait behind it.
 */
export interface Asker<Reply> {
  answered(reply: Reply): void;
  refused(error: ParleyError): void;
}

interface Pending<Reply> {
  readonly asker: Asker<Reply>;
  /** On performance.now()'s clock. */
  readonly expiresAtMs: number;
}

/**
 * Calls that wait for their reply. All have the same time, so they expire in the order in which they
 * were added, and one timer serves them all.
 */
export class PendingCalls<Reply> {
  private readonly calls = new Map<number, Pending<Reply>>();
  private readonly deadlineMs: number;
  private readonly onExpired: () => void;
  private readonly load: Pick<GatewayLoad, 'pending'>;
  private timer: NodeJS.Timeout | undefined;
  private emptied: (() => void)[] = [];

  /**
   * @param onExpired called after calls have been refused with `deadline_exceeded`
   * @param load counts these calls, with those of other streams
   */
  constructor(deadlineMs: number, onExpired: () => void, load: Pick<GatewayLoad, 'pending'>) {
    this.load = load;
    this.deadlineMs = deadlineMs;
    this.onExpired = onExpired;
  }

  get size(): number {
    return this.calls.size;
  }

  has(id: number): boolean {
    return this.calls.has(id);
  }

  add(id: number, asker: Asker<Reply>): void {
    this.calls.set(id, { asker, expiresAtMs: performance.now() + this.deadlineMs });
    this.load.pending += 1;
    this.timer ??= setTimeout(() => this.expire(), this.deadlineMs);
  }

  /** An unknown id is ignored: its call has expired. */
  answer(id: number, reply: Reply): void {
    this.take(id)?.asker.answered(reply);
  }

  refuse(id: number, error: ParleyError): void {
    this.take(id)?.asker.refused(error);
  }

  refuseAll(error: ParleyError): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    for (const id of this.calls.keys()) this.refuse(id, error);
  }

  /** Resolves when no call waits. */
  whenEmpty(): Promise<void> {
    if (this.calls.size === 0) return Promise.resolve();
    return new Promise(resolve => this.emptied.push(resolve));
  }

  private take(id: number): Pending<Reply> | undefined {
    const call = this.calls.get(id);
    if (call === undefined) return undefined;
    this.calls.delete(id);
    this.load.pending -= 1;
    if (this.calls.size === 0) this.becameEmpty();
    return call;
  }

  private becameEmpty(): void {
    for (const resolve of this.emptied.splice(0)) resolve();
  }

  private expire(): void {
    const nowMs = performance.now();
    let expired = 0;
    for (const [id, call] of this.calls) {
      if (call.expiresAtMs > nowMs) break;
      expired++;
      this.refuse(id, new ParleyError('deadline_exceeded', 'The service took too long.'));
    }
    const [oldest] = this.calls.values();
    this.timer = oldest && setTimeout(() => this.expire(), Math.ceil(oldest.expiresAtMs - nowMs));
    if (expired > 0) this.onExpired();
  }
}
