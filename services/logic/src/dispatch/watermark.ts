import type { Clock, ConversationId, Logger } from '@parley/core';
import type { EventLog, EventRecord } from '@parley/store';

/** A stretch of a log without a gap that this process has dispatched. */
interface Run {
  conversationId: ConversationId;
  fromSeq: number;
  seq: number;
  /** Up to here it was written down. */
  writtenSeq: number;
  notedAtMs: number;
}

/** How long a run that does not grow is remembered. */
const REMEMBER_MS = 10_000;

interface Ports {
  log: Pick<EventLog, 'markDispatched'>;
  clock: Clock;
  logger: Logger;
  intervalMs: number;
}

/**
 * Writes down what has been dispatched, some time later and in one call: a write per publish would
 * cost as many commits as the messages themselves. What is lost with a crash is dispatched once more.
 *
 * The store moves a watermark only up to a gap, which another instance may not have dispatched yet. So
 * a run is written from its beginning each time: once the gap is closed, the next write passes it.
 */
export class Watermark {
  private readonly runs = new Map<ConversationId, Run>();
  /** Runs that ended at a gap and are not written yet. */
  private ended: Run[] = [];
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private forgottenAtMs = 0;
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
  }

  /** @param events what the queue has */
  note(events: readonly Pick<EventRecord, 'conversationId' | 'seq'>[]): void {
    const notedAtMs = this.ports.clock.nowMs();
    for (const { conversationId, seq } of events) this.extend(conversationId, seq, notedAtMs);
    this.timer ??= setTimeout(() => void this.flush(), this.ports.intervalMs);
  }

  /** Writes what has been noted; resolves when it is written, or failed to be. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    // One write at a time: two would lock the same rows in different orders.
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private extend(conversationId: ConversationId, seq: number, notedAtMs: number): void {
    const run = this.runs.get(conversationId);
    if (run === undefined || seq > run.seq + 1 || seq < run.fromSeq - 1) {
      if (run !== undefined && run.seq > run.writtenSeq) this.ended.push(run);
      this.runs.set(conversationId, {
        conversationId,
        fromSeq: seq,
        seq,
        writtenSeq: 0,
        notedAtMs,
      });
      return;
    }
    // What was written with a later beginning may have been refused.
    if (seq < run.fromSeq) run.writtenSeq = 0;
    run.fromSeq = Math.min(run.fromSeq, seq);
    run.seq = Math.max(run.seq, seq);
    run.notedAtMs = notedAtMs;
  }

  private async write(): Promise<void> {
    const { ended } = this;
    this.ended = [];
    this.forget();
    const current = [...this.runs.values()].filter(run => run.seq > run.writtenSeq);
    try {
      // A log at most once in a call; a run that ended lies before the current one.
      if (ended.length > 0) await this.mark(ended);
      if (current.length > 0) await this.mark(current);
    } catch (error) {
      // The current ones go with the next note; what was not written, the sweeper dispatches again.
      for (const run of current) run.writtenSeq = 0;
      this.ports.logger.warn({ err: error }, 'the watermark was not written');
    }
  }

  private mark(runs: readonly Run[]): Promise<void> {
    for (const run of runs) run.writtenSeq = run.seq;
    return this.ports.log.markDispatched(
      runs.map(({ conversationId, fromSeq, seq }) => ({ conversationId, fromSeq, seq })),
    );
  }

  private forget(): void {
    const nowMs = this.ports.clock.nowMs();
    if (nowMs - this.forgottenAtMs < REMEMBER_MS) return;
    this.forgottenAtMs = nowMs;
    for (const [conversationId, run] of this.runs) {
      const isWritten = run.seq === run.writtenSeq;
      if (isWritten && nowMs - run.notedAtMs >= REMEMBER_MS) this.runs.delete(conversationId);
    }
  }
}
