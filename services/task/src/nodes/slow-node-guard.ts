import { ParleyError, type ServerId, toParleyError } from '@parley/core';
import type { ConnectGateway } from '@parley/rpc';
import type { TaskOptions } from '../options.ts';

type Push = ConnectGateway['push'];

/**
 * Pushes to nodes and never waits long for one. A batch is acknowledged when all its pushes have
 * settled, so a node that is frozen would hold up everybody who shares a partition with its users:
 * after one push that took too long the node is paused, and others fail at once. The first push
 * after the pause is the probe; only it waits. A node that refuses quickly is never paused.
 *
 * (A circuit breaker: Nygard, "Release It!", 2007.)
 */
export class SlowNodeGuard {
  private readonly pausedUntilMs = new Map<ServerId, number>();
  private readonly pushUnguarded: Push;
  private readonly options: Pick<TaskOptions, 'pushTimeoutMs' | 'slowNodePauseMs'>;

  constructor(push: Push, options: Pick<TaskOptions, 'pushTimeoutMs' | 'slowNodePauseMs'>) {
    this.pushUnguarded = push;
    this.options = options;
  }

  /**
   * @throws ParleyError `deadline_exceeded` after `pushTimeoutMs`; `unavailable` with `retryAfterMs`
   *   for a paused node; what the gateway threw.
   */
  async push(...[serverId, dispatches]: Parameters<Push>): ReturnType<Push> {
    const nowMs = performance.now();
    const untilMs = this.pausedUntilMs.get(serverId);
    if (untilMs !== undefined) {
      if (nowMs < untilMs) throw paused(serverId, untilMs - nowMs);
      this.pausedUntilMs.set(serverId, nowMs + this.options.pushTimeoutMs);
    }
    const push = this.pushUnguarded(serverId, dispatches);
    // However late it answers, it answers.
    push.then(
      () => this.resume(serverId),
      () => {},
    );
    try {
      return await this.inTime(serverId, push);
    } catch (error) {
      const isSlow = toParleyError(error).code === 'deadline_exceeded';
      if (isSlow) this.pause(serverId);
      else this.resume(serverId);
      throw error;
    }
  }

  /** Forgets a node that is gone. */
  resume(serverId: ServerId): void {
    this.pausedUntilMs.delete(serverId);
  }

  private pause(serverId: ServerId): void {
    this.pausedUntilMs.set(serverId, performance.now() + this.options.slowNodePauseMs);
  }

  private inTime<T>(serverId: ServerId, push: Promise<T>): Promise<T> {
    const { pushTimeoutMs } = this.options;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const message = `Node ${serverId} did not take a push within ${pushTimeoutMs} ms.`;
        reject(new ParleyError('deadline_exceeded', message));
      }, pushTimeoutMs);
      void push.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}

function paused(serverId: ServerId, leftMs: number): ParleyError {
  const message = `Node ${serverId} did not answer in time before and is not asked for a while.`;
  return new ParleyError('unavailable', message, { retryAfterMs: Math.ceil(leftMs) });
}
