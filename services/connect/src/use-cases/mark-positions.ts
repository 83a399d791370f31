import type { Caller } from '@parley/contracts';
import {
  backoffMs,
  type ConversationId,
  isRetryable,
  type Logger,
  type ParleyError,
  sleep,
} from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { MarkFrame } from '@parley/wire';
import type { Channel, Identity } from '../channel/channel.ts';

interface Ports {
  logic: Pick<LogicGateway, 'ask'>;
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

  const answered = () => {
    tally.marksInFlight -= 1;
  };

  const tell = (channel: Channel, mark: Mark, tries: number): void => {
    const refused = (error: ParleyError) => {
      if (isRetryable(error) && tries < TRIES && channel.state.is !== 'closed') {
        void sleep(backoffMs(tries, BACKOFF)).then(() => tell(channel, mark, tries + 1));
        return;
      }
      tally.marksInFlight -= 1;
      lost();
      logger.debug({ err: error }, 'a position was not moved');
    };
    logic.ask('mark', mark, mark.conversationId, { answered, refused });
  };

  const flush = () => {
    const marks = pending;
    pending = new Map();
    for (const [channel, own] of marks) for (const mark of own.values()) tell(channel, mark, 1);
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
