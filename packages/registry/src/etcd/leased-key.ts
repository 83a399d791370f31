import { backoffMs, Emitter, type Logger, sleep, type Unsubscribe } from '@parley/core';
import type { EtcdConnection } from './connection.ts';

export interface LeasedKeyOptions {
  connection: EtcdConnection;
  key: string;
  value: string;
  leaseMs: number;
  /** Nobody else may have the key: it is never taken over, and given up before its lease ends. */
  exclusive: boolean;
  logger: Logger;
}

interface Lease {
  leaseId: string;
  ttlMs: number;
  /** In the time of `performance.now()`. */
  safeUntilMs: number;
}

/**
 * A key that lives as long as this process keeps its lease alive. A lease that ends all the same (etcd
 * was away for longer, or lost it) is replaced by a new one: a shared key is written again for as long
 * as it takes; an exclusive key only while nobody else can have had it, and else counts as lost.
 */
export class LeasedKey {
  private readonly options: LeasedKeyOptions;
  private readonly stop = new AbortController();
  private readonly lost = new Emitter<void>();
  private readonly keeping: Promise<void>;
  private lease: Lease;
  private state: 'held' | 'lost' = 'held';

  /** @returns `undefined` when it is exclusive and somebody else has it. */
  static async open(options: LeasedKeyOptions): Promise<LeasedKey | undefined> {
    const lease = await acquire(options);
    return lease && new LeasedKey(options, lease);
  }

  private constructor(options: LeasedKeyOptions, lease: Lease) {
    this.options = options;
    this.lease = lease;
    this.keeping = this.keep();
  }

  /** Calls back once when an exclusive key is lost, also if it has been already. */
  onLost(listener: () => void): Unsubscribe {
    if (this.state === 'lost') queueMicrotask(listener);
    return this.lost.subscribe(listener);
  }

  /** Removes the key at once or, when etcd is away, lets its lease run out. */
  async close(): Promise<void> {
    this.stop.abort();
    await this.keeping;
    const { connection, logger, key } = this.options;
    try {
      await connection.revokeLease(this.lease.leaseId);
    } catch (error) {
      logger.warn({ err: error, key }, 'an entry could not be removed; it ends with its lease');
    }
  }

  private async keep(): Promise<void> {
    const { signal } = this.stop;
    const { key, logger } = this.options;
    while (!signal.aborted) {
      await this.renewUntilGone();
      if (signal.aborted || (await this.regain())) continue;
      logger.error({ key }, 'a claim is lost');
      this.state = 'lost';
      this.lost.emit();
      return;
    }
  }

  /** Resolves when the lease has ended or may have, or on `close`. */
  private async renewUntilGone(): Promise<void> {
    const { connection, key, logger } = this.options;
    const { signal } = this.stop;
    const { lease } = this;
    const renewMs = lease.ttlMs / 3;
    let failures = 0;
    let waitMs = renewMs;
    for (;;) {
      await sleep(waitMs, signal);
      const sentMs = performance.now();
      const leftMs = lease.safeUntilMs - sentMs;
      if (signal.aborted || leftMs <= 0) return;
      try {
        const deadline = Date.now() + Math.min(renewMs / 2, leftMs);
        const ttlMs = await connection.renewLease(lease.leaseId, deadline);
        if (ttlMs === 0) return;
        lease.safeUntilMs = safeUntil(sentMs, ttlMs);
        failures = 0;
        waitMs = renewMs;
      } catch (error) {
        failures += 1;
        if (failures === 1)
          logger.warn({ err: error, key }, 'a lease could not be renewed; trying again');
        const stillMs = Math.max(lease.safeUntilMs - performance.now(), 0);
        waitMs = Math.min(backoffMs(failures, this.backoff()), stillMs);
      }
    }
  }

  /** @returns false when the key may have passed to somebody else. */
  private async regain(): Promise<boolean> {
    const { exclusive, key, logger } = this.options;
    const { signal } = this.stop;
    logger.warn({ key }, 'a lease has ended; getting another');
    for (let attempt = 1; !signal.aborted; attempt++) {
      const leftMs = exclusive ? this.lease.safeUntilMs - performance.now() : undefined;
      if (leftMs !== undefined && leftMs <= 0) return false;
      try {
        const deadline = leftMs === undefined ? undefined : Date.now() + leftMs;
        const lease = await acquire(this.options, deadline);
        if (lease === undefined) return false;
        this.lease = lease;
        logger.info({ key, attempt }, 'an entry is back under a new lease');
        return true;
      } catch (error) {
        if (attempt === 1) logger.warn({ err: error, key }, 'no new lease yet; trying again');
        await sleep(backoffMs(attempt, this.backoff()), signal);
      }
    }
    return true;
  }

  private backoff() {
    return { firstMs: 100, maxMs: this.options.leaseMs / 2, jitter: 0.5 };
  }
}

/** A lease with the key written under it; `undefined` when somebody else has the exclusive key. */
async function acquire(options: LeasedKeyOptions, deadline?: number): Promise<Lease | undefined> {
  const { connection, exclusive, key, value, leaseMs } = options;
  const sentMs = performance.now();
  const { leaseId, ttlMs } = await connection.grantLease(leaseMs, deadline);
  const entry = { key, value, leaseId };
  // If this fails the lease is left to run out; there is no knowing whether the key was written.
  if (!exclusive) await connection.put(entry, deadline);
  else if (!(await connection.putIfAbsent(entry, deadline))) {
    await connection.revokeLease(leaseId).catch(() => {}); // It holds nothing, and runs out.
    return undefined;
  }
  return { leaseId, ttlMs, safeUntilMs: safeUntil(sentMs, ttlMs) };
}

/**
 * Until when etcd cannot have ended a lease that was granted or renewed by a request sent at `sentMs`,
 * less a tenth, so that a holder with late timers still stops before somebody else can start.
 */
function safeUntil(sentMs: number, ttlMs: number): number {
  return sentMs + 0.9 * ttlMs;
}
