import { type Clock, hash32, type Logger } from '@parley/core';
import type { AppendResult, EventDraft, EventLog } from '@parley/store';
import { SerialBatcher } from '../batching/serial-batcher.ts';
import type { Refuse } from '../bounds.ts';
import type { Dispatcher } from '../dispatch/dispatcher.ts';
import { MESSAGE_ADMISSION } from '../domain/message-admission.ts';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';

interface Ports {
  log: Pick<EventLog, 'append'>;
  dispatcher: Pick<Dispatcher, 'add'>;
  clock: Clock;
  logger: Logger;
  metrics: LogicMetrics;
  refuse: Refuse;
  options: Pick<
    LogicOptions,
    'appendLanes' | 'maxBatchDrafts' | 'maxWaitingDrafts' | 'maxDraftWaitMs'
  >;
}

interface Waiting {
  draft: EventDraft;
  sinceMs: number;
  resolve(result: AppendResult): void;
  reject(error: unknown): void;
}

/**
 * Appends messages in group commits: those that come while a transaction runs share the next one.
 *
 * A conversation belongs to one lane and a lane has one transaction at a time, so its messages keep
 * the order in which they came here. Lanes run side by side; with several, writers of one database do
 * not wait for each other's conversations.
 */
export class GroupCommitter {
  private readonly lanes: SerialBatcher<Waiting>[];
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    const { appendLanes, maxBatchDrafts, maxWaitingDrafts } = ports.options;
    const options = {
      maxBatch: maxBatchDrafts,
      maxWaiting: Math.ceil(maxWaitingDrafts / appendLanes),
    };
    this.lanes = Array.from(
      { length: appendLanes },
      () => new SerialBatcher<Waiting>(batch => this.commit(batch), options),
    );
  }

  /**
   * Resolves after the commit; the event is on its way to the dispatcher then.
   * @throws ParleyError `overloaded` when too many drafts wait, or one for too long; whatever the database threw, and then
   *   nothing of the batch was written.
   */
  append(draft: EventDraft): Promise<AppendResult> {
    const { clock, refuse, options } = this.ports;
    return new Promise((resolve, reject) => {
      const lane = this.lanes[hash32(draft.conversationId) % this.lanes.length];
      const sinceMs = clock.nowMs();
      const waitedMs = sinceMs - (lane?.oldest?.sinceMs ?? sinceMs);
      if (waitedMs > options.maxDraftWaitMs) {
        reject(refuse('maxDraftWaitMs', 'Messages take too long to be kept. Please try again.'));
      } else if (!lane?.add({ draft, sinceMs, resolve, reject })) {
        reject(refuse('maxWaitingDrafts', 'Too many messages wait. Please try again.'));
      }
    });
  }

  /** How many drafts wait for a transaction. */
  get size(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.size, 0);
  }

  /** Resolves when every draft has its result. */
  async drained(): Promise<void> {
    await Promise.all(this.lanes.map(lane => lane.drained()));
  }

  private async commit(batch: readonly Waiting[]): Promise<void> {
    const { log, dispatcher, clock, metrics } = this.ports;
    const endTimer = metrics.commitSeconds.startTimer();
    try {
      const results = await log.append(
        batch.map(waiting => waiting.draft),
        MESSAGE_ADMISSION,
      );
      endTimer();
      metrics.commits.inc();
      metrics.batchDrafts.observe(batch.length);
      const committedAtMs = clock.nowMs();
      // All go to the dispatcher before anybody continues, so that it sees them in commit order.
      for (const result of results) {
        if (result.status !== 'appended') metrics.otherDrafts.inc({ result: result.status });
        else {
          // A message changes no members, so the row says what held before each of them.
          const { membersSeq } = result.conversation;
          dispatcher.add({ ...result, committedAtMs, membersSeq });
        }
      }
      for (const [index, waiting] of batch.entries()) {
        waiting.resolve(results[index] as AppendResult);
      }
    } catch (error) {
      endTimer();
      metrics.otherDrafts.inc({ result: 'failed' }, batch.length);
      this.ports.logger.error({ err: error, drafts: batch.length }, 'a group commit failed');
      for (const waiting of batch) waiting.reject(error);
    }
  }
}
