import { backoffMs, sleep } from '@parley/core';
import { ConsecutiveBreaker, circuitBreaker, handleWhen, noop } from 'cockatiel';
import { Etcd3, type IKeyValue, isRecoverableError, Range } from 'etcd3';
import { isLeaseGone, streamEnded, translate } from './etcd-error.ts';
import type { EtcdSettings } from './options.ts';

/** A key, its value and the lease that it ends with. */
export interface LeasedEntry {
  key: string;
  value: string;
  leaseId: string;
}

const RETRY = { firstMs: 50, maxMs: 500, jitter: 0.5 };
/** One try may take this part of a request's time, so that a frozen member of etcd leaves time for another. */
const TRY_PART = 1 / 4;
/** For how long a member of etcd that failed once is passed over, where there are others. */
const PASSED_OVER_MS = 2000;

/**
 * The few requests to etcd that the registry is made of. Each has a deadline (a `Date.now()` in the
 * future), for a frozen etcd or network would let it wait for ever, and is tried again until then.
 *
 * All methods throw ParleyError: `unavailable` when etcd does not answer, `internal` when it refuses.
 */
export class EtcdConnection {
  private readonly client: Etcd3;
  private readonly requestTimeoutMs: number;

  constructor({ hosts, requestTimeoutMs }: EtcdSettings) {
    this.requestTimeoutMs = requestTimeoutMs;
    this.client = new Etcd3({
      hosts: [...hosts],
      // Retries are made here, where their time is bounded.
      faultHandling: { global: noop, host: () => (hosts.length > 1 ? passOverFailed() : noop) },
    });
  }

  /** @returns the lease's id and its life in ms, which may be longer than asked for. */
  async grantLease(
    leaseMs: number,
    deadline = this.defaultDeadline(),
  ): Promise<{ leaseId: string; ttlMs: number }> {
    const request = { TTL: Math.ceil(leaseMs / 1000) };
    const granted = await this.request('Getting a lease', deadline, options =>
      this.client.leaseClient.leaseGrant(request, options),
    );
    return { leaseId: granted.ID, ttlMs: Number(granted.TTL) * 1000 };
  }

  /** One try, without repetition. @returns the lease's life from now on in ms; 0 when it has ended. */
  async renewLease(leaseId: string, deadline: number): Promise<number> {
    const doing = 'Renewing a lease';
    try {
      const stream = await this.client.leaseClient.leaseKeepAlive({ deadline });
      return await new Promise<number>((resolve, reject) => {
        stream.on('data', renewed => {
          resolve(Number(renewed.TTL) * 1000);
          stream.end();
        });
        stream.on('error', reject);
        stream.on('end', () => reject(streamEnded(doing)));
        stream.write({ ID: leaseId });
      });
    } catch (error) {
      throw translate(error, doing);
    }
  }

  /** Ends a lease, which removes its entries. Nothing happens when it has ended before. */
  async revokeLease(leaseId: string): Promise<void> {
    const deadline = this.defaultDeadline();
    try {
      await this.request('Ending a lease', deadline, options =>
        this.client.leaseClient.leaseRevoke({ ID: leaseId }, options),
      );
    } catch (error) {
      const known = translate(error, 'Ending a lease');
      if (!isLeaseGone(known)) throw known;
    }
  }

  /** Writes the entry; one that was there passes to this lease. */
  async put(
    { key, value, leaseId }: LeasedEntry,
    deadline = this.defaultDeadline(),
  ): Promise<void> {
    const request = { key: Buffer.from(key), value: Buffer.from(value), lease: leaseId };
    await this.request('Writing an entry', deadline, options =>
      this.client.kv.put(request, options),
    );
  }

  /** Writes the entry unless there is one, in one step. @returns whether this lease holds it now. */
  async putIfAbsent(
    { key, value, leaseId }: LeasedEntry,
    deadline = this.defaultDeadline(),
  ): Promise<boolean> {
    const name = Buffer.from(key);
    const request = {
      compare: [{ key: name, target: 'Create', result: 'Equal', create_revision: '0' } as const],
      success: [{ request_put: { key: name, value: Buffer.from(value), lease: leaseId } }],
      failure: [{ request_range: { key: name } }],
    };
    const answer = await this.request('Claiming an entry', deadline, options =>
      this.client.kv.txn(request, options),
    );
    if (answer.succeeded) return true;
    // A repeated request may meet what its first try has written.
    return answer.responses[0]?.response_range.kvs[0]?.lease === leaseId;
  }

  /** Everything under a prefix and the revision at which it was so; never older than seen before. */
  async list(prefix: string): Promise<{ revision: string; entries: IKeyValue[] }> {
    const { start, end } = Range.prefix(prefix);
    const deadline = this.defaultDeadline();
    const listed = await this.request('Reading entries', deadline, options =>
      this.client.kv.range({ key: start, range_end: end }, options),
    );
    return { revision: listed.header.revision, entries: listed.kvs };
  }

  /** Calls back for each change under a prefix after `revision`. Resolves when `signal` is aborted. */
  async follow(
    prefix: string,
    revision: string,
    signal: AbortSignal,
    onChange: (type: 'Put' | 'Delete', entry: IKeyValue) => void,
  ): Promise<void> {
    const doing = 'Watching entries';
    const { start, end } = Range.prefix(prefix);
    const request = { key: start, range_end: end, start_revision: String(BigInt(revision) + 1n) };
    const stream = await this.client.watchClient.watch().catch((error: unknown) => {
      throw translate(error, doing);
    });
    try {
      await new Promise<void>((resolve, reject) => {
        stream.on('data', ({ canceled, cancel_reason, events }) => {
          if (canceled) reject(streamEnded(doing, cancel_reason));
          for (const { type, kv } of events) onChange(type, kv);
        });
        stream.on('error', error => reject(translate(error, doing)));
        stream.on('end', () => reject(streamEnded(doing)));
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) resolve();
        stream.write({ create_request: request });
      });
    } finally {
      // Ended first, because the library takes the cancellation of an open stream for a failed host.
      stream.end();
      stream.cancel();
    }
  }

  close(): void {
    this.client.close();
  }

  private defaultDeadline(): number {
    return Date.now() + this.requestTimeoutMs;
  }

  private async request<T>(
    doing: string,
    deadline: number,
    send: (options: { deadline: number }) => Promise<T>,
  ): Promise<T> {
    const tryMs = this.requestTimeoutMs * TRY_PART;
    for (let attempt = 1; ; attempt++) {
      try {
        return await send({ deadline: Math.min(Date.now() + tryMs, deadline) });
      } catch (error) {
        const known = translate(error, doing);
        const waitMs = backoffMs(attempt, RETRY);
        if (!known.retryable || Date.now() + waitMs >= deadline) throw known;
        await sleep(waitMs);
      }
    }
  }
}

function passOverFailed() {
  return circuitBreaker(handleWhen(isRecoverableError), {
    halfOpenAfter: PASSED_OVER_MS,
    breaker: new ConsecutiveBreaker(1),
  });
}
