import { type Clock, type ConversationId, hash32, type Logger } from '@parley/core';
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
    'appendLanes' | 'appendsAhead' | 'maxBatchDrafts' | 'maxWaitingDrafts' | 'maxDraftWaitMs'
  >;
}

/** A draft, and who waits for what becomes of it: one of both is called, once. Neither may throw. */
export interface WaitingDraft {
  readonly draft: EventDraft;
  readonly sinceMs: number;
  settled(result: AppendResult): void;
  failed(error: unknown): void;
}

/**
 * Appends messages in group commits: those that come while a transaction runs share the next one.
 *
 * A conversation belongs to one lane and a lane has one transaction at a time, so its messages keep
 * the order in which they came here. A store that carries out what it is given one after the other may be
 * given a full batch before that (`appendsAhead`). Lanes run side by side; with several, writers of one database do
 * not wait for each other's conversations.
 */
export class GroupCommitter {
  private readonly lanes: SerialBatcher<WaitingDraft>[];
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    const { appendLanes, appendsAhead, maxBatchDrafts, maxWaitingDrafts } = ports.options;
    const options = {
      maxBatch: maxBatchDrafts,
      maxInHand: 1 + appendsAhead,
      maxWaiting: Math.ceil(maxWaitingDrafts / appendLanes),
    };
    this.lanes = Array.from(
      { length: appendLanes },
      () => new SerialBatcher<WaitingDraft>(batch => this.commit(batch), options),
    );
  }

  /**
   * Who waits is told after the commit; the event is on its way to the dispatcher then.
   * @throws ParleyError `overloaded` when too many drafts wait, or one for too long.
   */
  add(waiting: WaitingDraft): void {
    const { refuse, options } = this.ports;
    const lane = this.laneOf(waiting.draft.conversationId);
    const { sinceMs } = waiting;
    const waitedMs = sinceMs - (lane?.oldest?.sinceMs ?? sinceMs);
    if (waitedMs > options.maxDraftWaitMs) {
      throw refuse('maxDraftWaitMs', 'Messages take too long to be kept. Please try again.');
    }
    if (!lane?.add(waiting)) {
      throw refuse('maxWaitingDrafts', 'Too many messages wait. Please try again.');
    }
  }

  /** `add` for one who wants a promise. Rejects with whatever the database threw, too. */
  append(draft: EventDraft): Promise<AppendResult> {
    const sinceMs = this.ports.clock.nowMs();
    return new Promise((settled, failed) => this.add({ draft, sinceMs, settled, failed }));
  }

  /** How many drafts wait for a transaction. */
  get size(): number {
    return this.lanes.reduce((sum, lane) => sum + lane.size, 0);
  }

  /** Resolves when every draft has its result. */
  async drained(): Promise<void> {
    await Promise.all(this.lanes.map(lane => lane.drained()));
  }

  private laneOf(conversationId: ConversationId): SerialBatcher<WaitingDraft> | undefined {
    const { lanes } = this;
    return lanes.length === 1 ? lanes[0] : lanes[hash32(conversationId) % lanes.length];
  }

  private async commit(batch: readonly WaitingDraft[]): Promise<void> {
    const { log, metrics, logger } = this.ports;
    const endTimer = metrics.commitSeconds.startTimer();
    let results: AppendResult[];
    try {
      results = await log.append(
        batch.map(waiting => waiting.draft),
        MESSAGE_ADMISSION,
      );
    } catch (error) {
      metrics.otherDrafts.inc({ result: 'failed' }, batch.length);
      logger.error({ err: error, drafts: batch.length }, 'a group commit failed');
      for (const waiting of batch) waiting.failed(error);
      return;
    } finally {
      endTimer();
    }
    metrics.commits.inc();
    metrics.batchDrafts.observe(batch.length);
    // All go to the dispatcher before anybody continues, so that it sees them in commit order.
    this.dispatch(results);
    for (const [index, waiting] of batch.entries()) waiting.settled(results[index] as AppendResult);
  }

  private dispatch(results: readonly AppendResult[]): void {
    const { dispatcher, clock, metrics } = this.ports;
    const committedAtMs = clock.nowMs();
    for (const result of results) {
      if (result.status !== 'appended') {
        metrics.otherDrafts.inc({ result: result.status });
        continue;
      }
      const { event, conversation } = result;
      // A message changes no members, so the row says what held before each of them.
      const { membersSeq } = conversation;
      dispatcher.add({ event, conversation, committedAtMs, membersSeq });
    }
  }
}
