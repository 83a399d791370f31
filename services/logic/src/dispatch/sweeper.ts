import type { Clock, ConversationId, Logger } from '@parley/core';
import type {
  ConversationRecord,
  ConversationStore,
  EventLog,
  UndispatchedRange,
} from '@parley/store';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';
import { Rounds } from '../rounds.ts';
import type { Dispatcher } from './dispatcher.ts';
import { withMembersSeqs } from './members-seq.ts';
import { changesMembers } from './subscriptions.ts';

/** Events read and published at a time. */
const PAGE = 256;

interface Ports {
  log: Pick<EventLog, 'read' | 'undispatched'>;
  conversations: Pick<ConversationStore, 'find'>;
  dispatcher: Pick<Dispatcher, 'publish' | 'waitingSinceMs'>;
  clock: Clock;
  logger: Logger;
  metrics: LogicMetrics;
  options: Pick<LogicOptions, 'sweepIntervalMs' | 'sweepAfterMs' | 'sweepRanges'>;
}

/**
 * The outbox's second half: dispatches again whatever was committed and is still above the watermark
 * some time later, whoever committed it. So a crash between commit and queue, or a queue that was away,
 * delays a push and loses none.
 */
export class Sweeper {
  private readonly rounds: Rounds;
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    this.rounds = new Rounds({
      work: async () => {
        const resent = await this.sweep();
        if (resent > 0) ports.logger.info({ events: resent }, 'dispatched again');
      },
      name: 'sweep',
      intervalMs: ports.options.sweepIntervalMs,
      logger: ports.logger,
    });
  }

  start(): void {
    this.rounds.start();
  }

  close(): Promise<void> {
    return this.rounds.close();
  }

  /** One round; resolves to how many events were dispatched again. */
  async sweep(): Promise<number> {
    const { log, conversations, clock, options, dispatcher } = this.ports;
    // What waits in this process is on its way already.
    const latestMs = Math.min(
      clock.nowMs() - options.sweepAfterMs,
      dispatcher.waitingSinceMs ?? Number.POSITIVE_INFINITY,
    );
    const ranges = await log.undispatched(latestMs, options.sweepRanges);
    if (ranges.length === 0) return 0;
    const records = await conversations.find(ranges.map(range => range.conversationId));
    let resent = 0;
    for (const range of ranges) resent += await this.resend(range, records);
    return resent;
  }

  private async resend(
    { conversationId, fromSeq, toSeq }: UndispatchedRange,
    records: ReadonlyMap<ConversationId, ConversationRecord>,
  ): Promise<number> {
    const { log, dispatcher, metrics } = this.ports;
    const conversation = records.get(conversationId);
    let afterSeq = fromSeq - 1;
    // The row is newer than the range: a change that is in the range, or after it, hides the one before.
    let membersSeq =
      conversation && conversation.membersSeq < fromSeq ? conversation.membersSeq : undefined;
    while (conversation !== undefined && afterSeq < toSeq && !this.rounds.isClosed) {
      const events = await log.read(conversationId, { afterSeq }, Math.min(PAGE, toSeq - afterSeq));
      if (events.length === 0) break;
      const placed = withMembersSeqs(events, membersSeq);
      await dispatcher.publish(
        placed.map(one => ({ ...one, conversation, committedAtMs: one.event.createdAtMs })),
      );
      membersSeq = events.findLast(changesMembers)?.seq ?? membersSeq;
      metrics.sweeperResends.inc(events.length);
      afterSeq += events.length;
    }
    return afterSeq - (fromSeq - 1);
  }
}
