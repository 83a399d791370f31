import { type Logger, sleep } from '@parley/core';
import type { ConversationStore, MemberPosition } from '@parley/store';
import { SerialBatcher } from '../batching/serial-batcher.ts';
import { positionAudience } from '../domain/receipts.ts';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';
import type { OutgoingSignal, PublishSignals } from './publish-signals.ts';

/** A position that has moved. */
export interface MovedPosition extends MemberPosition {
  /** Whether the person has read on, and not only a device received something. */
  wasRead: boolean;
}

interface Ports {
  conversations: Pick<ConversationStore, 'find'>;
  publishSignals: PublishSignals;
  logger: Logger;
  metrics: LogicMetrics;
  options: Pick<LogicOptions, 'receiptMembers' | 'signalIntervalMs' | 'maxWaitingSignals'>;
}

/**
 * Tells who shares a conversation that a member has received or read on. The first signal leaves at
 * once; what moves within `signalIntervalMs` after it leaves together, the furthest of each member. So
 * a conversation costs this instance a few frames a second, whether two or a hundred read along.
 */
export class PositionSignals {
  private readonly batcher: SerialBatcher<MovedPosition>;
  private readonly closing = new AbortController();
  private readonly ports: Ports;

  constructor(ports: Ports) {
    this.ports = ports;
    const { maxWaitingSignals, signalIntervalMs } = ports.options;
    const work = async (batch: readonly MovedPosition[]) => {
      await this.tell(furthest(batch));
      await sleep(signalIntervalMs, this.closing.signal);
    };
    this.batcher = new SerialBatcher(work, {
      maxBatch: maxWaitingSignals,
      maxWaiting: maxWaitingSignals,
    });
  }

  /** Never waits and never throws: what does not fit is dropped and counted. */
  add(moved: MovedPosition): void {
    if (!this.batcher.add(moved)) this.ports.metrics.signalsDropped.inc();
  }

  /** How many wait. */
  get size(): number {
    return this.batcher.size;
  }

  /** Tells what waits, without any more pauses. */
  async close(): Promise<void> {
    this.closing.abort();
    await this.batcher.drained();
  }

  private async tell(moved: readonly MovedPosition[]): Promise<void> {
    const { conversations, publishSignals, logger, metrics, options } = this.ports;
    try {
      const ids = moved.map(({ conversationId }) => conversationId);
      const known = await conversations.find([...new Set(ids)]);
      const signals: OutgoingSignal[] = [];
      for (const { wasRead, ...position } of moved) {
        const conversation = known.get(position.conversationId);
        if (conversation === undefined) continue;
        const { conversationId, userId } = position;
        const audience = positionAudience(conversation, userId, options.receiptMembers);
        // How far a device has received is of interest to others, not to one's own other devices.
        if (audience.users?.userIds?.length === 1 && !wasRead) continue;
        signals.push({ conversationId, audience, signal: { type: 'position', ...position } });
      }
      await publishSignals(signals);
    } catch (error) {
      metrics.signalsDropped.inc(moved.length);
      logger.warn({ err: error, signals: moved.length }, 'positions could not be told');
    }
  }
}

/** One of each member, those of a conversation next to each other so that they share frames. */
function furthest(moved: readonly MovedPosition[]): MovedPosition[] {
  const conversations = new Map<string, Map<string, MovedPosition>>();
  for (const position of moved) {
    const { conversationId, userId } = position;
    const members = conversations.get(conversationId) ?? new Map<string, MovedPosition>();
    conversations.set(conversationId, members);
    const other = members.get(userId);
    members.set(userId, {
      conversationId,
      userId,
      deliveredSeq: Math.max(position.deliveredSeq, other?.deliveredSeq ?? 0),
      readSeq: Math.max(position.readSeq, other?.readSeq ?? 0),
      wasRead: position.wasRead || other?.wasRead === true,
    });
  }
  return [...conversations.values()].flatMap(members => [...members.values()]);
}
