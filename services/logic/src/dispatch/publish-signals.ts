import type { Audience } from '@parley/contracts';
import type { Clock, ConversationId, Logger } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { Signal } from '@parley/wire';
import type { LogicMetrics } from '../metrics.ts';
import type { LogicOptions } from '../options.ts';
import { packDispatches } from './pack.ts';

/** Something of the moment, and who is to hear of it. */
export interface OutgoingSignal {
  signal: Signal;
  audience: Audience;
  /** Keeps those of one conversation in order, and names it to its subscribers. */
  conversationId: ConversationId;
}

/**
 * Hands signals to the queue, once. Never rejects: while the queue is away they are dropped and
 * counted, for whoever misses one learns more from the next, or asks.
 */
export type PublishSignals = (signals: readonly OutgoingSignal[]) => Promise<void>;

interface Ports {
  queue: Pick<Queue, 'publish'>;
  clock: Clock;
  logger: Logger;
  metrics: LogicMetrics;
  options: Pick<LogicOptions, 'partitions' | 'maxElementBytes'>;
}

export function signalPublisher(ports: Ports): PublishSignals {
  const { queue, clock, logger, metrics, options } = ports;
  return async signals => {
    if (signals.length === 0) return;
    const committedAtMs = clock.nowMs();
    const dispatches = signals.map(({ signal, ...rest }) => ({
      ...rest,
      signal: Buffer.from(JSON.stringify(signal)),
      committedAtMs,
    }));
    try {
      await queue.publish(packDispatches(dispatches, options));
      metrics.signals.inc(signals.length);
    } catch (error) {
      metrics.signalsDropped.inc(signals.length);
      logger.warn({ err: error, signals: signals.length }, 'the queue refused signals');
    }
  };
}
