import { ParleyError, type ServerId, toParleyError } from '@parley/core';
import type { ConnectGateway } from '@parley/rpc';
import type { TaskOptions } from '../options.ts';

type Push = ConnectGateway['push'];
type Options = Pick<TaskOptions, 'pushTimeoutMs' | 'slowNodePauseMs'>;

/** What is remembered of a node; times are of `performance.now()`. */
interface NodeState {
  /** When it last answered a push, well or badly. */
  answeredMs: number;
  /** Until then nobody asks it; undefined when it is not paused. */
  pausedUntilMs: number | undefined;
}

/**
 * Pushes to nodes and never waits long for a frozen one. A batch is acknowledged when all its pushes
 * have settled, so a frozen node would hold up everybody who shares a partition with its users:
 * after a push without an answer the node is paused, and others fail at once. The first push after
 * the pause is the probe; only it waits.
 *
 * Busy is not frozen: a node that answers other pushes meanwhile is waited for, however long its line
 * is. Giving up on it would send copies into the same line. And a node that refuses quickly holds
 * nobody up and is never paused.
 *
 * (A circuit breaker: Nygard, "Release It!", 2007.)
 */
export class SlowNodeGuard {
  private readonly nodes = new Map<ServerId, NodeState>();
  private readonly pushUnguarded: Push;
  private readonly options: Options;

  constructor(push: Push, options: Options) {
    this.pushUnguarded = push;
    this.options = options;
  }

  /**
   * @throws ParleyError `deadline_exceeded` when the node answers nothing for `pushTimeoutMs`;
   *   `unavailable` with `retryAfterMs` for a paused node; what the gateway threw.
   */
  async push(...[serverId, dispatches]: Parameters<Push>): ReturnType<Push> {
    const node = this.stateOf(serverId);
    const nowMs = performance.now();
    if (node.pausedUntilMs !== undefined) {
      if (nowMs < node.pausedUntilMs) throw paused(serverId, node.pausedUntilMs - nowMs);
      node.pausedUntilMs = nowMs + this.options.pushTimeoutMs;
    }
    const push = this.pushUnguarded(serverId, dispatches);
    // However late it comes, an answer shows that the node is there.
    push.then(
      () => answered(node),
      error => {
        if (!isSilence(error)) answered(node);
      },
    );
    try {
      return await this.unlessSilent(serverId, node, push);
    } catch (error) {
      if (isSilence(error)) node.pausedUntilMs = performance.now() + this.options.slowNodePauseMs;
      throw error;
    }
  }

  /** Forgets a node that is gone. */
  forget(serverId: ServerId): void {
    this.nodes.delete(serverId);
  }

  private stateOf(serverId: ServerId): NodeState {
    const known = this.nodes.get(serverId);
    if (known) return known;
    const state: NodeState = { answeredMs: 0, pausedUntilMs: undefined };
    this.nodes.set(serverId, state);
    return state;
  }

  /** `push`, or a rejection when the node has answered nothing at all for too long. */
  private unlessSilent<T>(serverId: ServerId, node: NodeState, push: Promise<T>): Promise<T> {
    const { pushTimeoutMs } = this.options;
    const startedMs = performance.now();
    return new Promise((resolve, reject) => {
      let timer: NodeJS.Timeout;
      const watch = (waitMs: number) => {
        timer = setTimeout(() => {
          const silentMs = performance.now() - Math.max(startedMs, node.answeredMs);
          // Timers may be a millisecond early.
          if (silentMs < pushTimeoutMs - 1) return watch(pushTimeoutMs - silentMs);
          const message = `Node ${serverId} answered nothing for ${pushTimeoutMs} ms.`;
          reject(new ParleyError('deadline_exceeded', message));
        }, waitMs);
      };
      watch(pushTimeoutMs);
      void push.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}

function answered(node: NodeState): void {
  node.answeredMs = performance.now();
  node.pausedUntilMs = undefined;
}

function isSilence(error: unknown): boolean {
  return toParleyError(error).code === 'deadline_exceeded';
}

function paused(serverId: ServerId, leftMs: number): ParleyError {
  const message = `Node ${serverId} did not answer before and is not asked for a while.`;
  return new ParleyError('unavailable', message, { retryAfterMs: Math.ceil(leftMs) });
}
