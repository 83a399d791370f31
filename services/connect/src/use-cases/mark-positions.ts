import type { Caller } from '@parley/contracts';
import { backoffMs, type ConversationId, isRetryable, type Logger, sleep } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { MarkFrame } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange'>;
  logger: Logger;
  /** Marks that may be on their way; further ones are given up. */
  maxMarks: number;
  tally: { marksInFlight: number };
  /** Counts marks that were given up. */
  lost: () => void;
}

interface Mark {
  caller: Caller;
  conversationId: ConversationId;
  deliveredSeq: number;
  readSeq: number;
}

const TRIES = 3;
const BACKOFF = { firstMs: 200, maxMs: 400, jitter: 0.5 };

export type MarkPositions = (channel: Channel, identity: Identity, frame: MarkFrame) => void;

/**
 * Passes positions on, the highest of each conversation once per channel and tick. They only grow, so
 * trying again after others have gone ahead does no harm.
 */
export function createMarkPositions(ports: Ports): MarkPositions {
  const { logic, logger, lost, maxMarks, tally } = ports;
  let pending = new Map<Channel, Map<ConversationId, Mark>>();

  const tell = async (channel: Channel, mark: Mark): Promise<void> => {
    for (let tries = 1; ; tries++) {
      try {
        await logic.exchange('mark', mark, mark.conversationId);
        return;
      } catch (error) {
        if (!isRetryable(error) || tries === TRIES || channel.state.is === 'closed') {
          lost();
          logger.debug({ err: error }, 'a position was not moved');
          return;
        }
        await sleep(backoffMs(tries, BACKOFF));
      }
    }
  };

  const flush = () => {
    const marks = pending;
    pending = new Map();
    for (const [channel, own] of marks)
      for (const mark of own.values()) void tellOnce(channel, mark);
  };

  const tellOnce = async (channel: Channel, mark: Mark): Promise<void> => {
    await tell(channel, mark);
    tally.marksInFlight -= 1;
  };

  return (channel, { caller }, { op, conversationId, seq }) => {
    let own = pending.get(channel);
    if (!own?.has(conversationId)) {
      if (tally.marksInFlight >= maxMarks) return lost();
      tally.marksInFlight += 1;
    }
    if (pending.size === 0) setImmediate(flush);
    if (own === undefined) {
      own = new Map();
      pending.set(channel, own);
    }
    const mark = own.get(conversationId) ?? { caller, conversationId, deliveredSeq: 0, readSeq: 0 };
    // Who has seen it has it.
    mark.deliveredSeq = Math.max(mark.deliveredSeq, seq);
    if (op === 'read') mark.readSeq = Math.max(mark.readSeq, seq);
    own.set(conversationId, mark);
  };
}
