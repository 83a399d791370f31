import type { ConversationId } from '@parley/core';
import type { ConversationStore, MemberPosition } from '@parley/store';
import { SerialBatcher } from '../batching/serial-batcher.ts';
import type { Refuse } from '../bounds.ts';
import type { PositionSignals } from '../dispatch/position-signals.ts';
import { checkId } from '../domain/ids.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';

/** Most marks of one write. */
const MAX_BATCH = 1_000;

export interface Position {
  conversationId: ConversationId;
  /** Up to here a device of the user has everything; 0 leaves it. */
  deliveredSeq: number;
  /** Up to here the person has seen everything; 0 leaves it. */
  readSeq: number;
}

interface Waiting {
  position: MemberPosition;
  resolve(): void;
  reject(error: unknown): void;
}

interface Ports {
  conversations: Pick<ConversationStore, 'mark'>;
  signals: Pick<PositionSignals, 'add'>;
  refuse: Refuse;
  options: Pick<LogicOptions, 'maxWaitingMarks'>;
}

export interface MarkPositions {
  /**
   * Moves the caller's positions; they only grow and never pass the end of the log. Who is to know of
   * it hears it by a signal; nothing here waits for that. Where the caller is not a member (and in
   * the world channel, where none are kept) nothing happens.
   * @throws ParleyError `invalid_request`, `overloaded`.
   */
  mark(session: Session, position: Position): Promise<void>;
  /** How many wait. */
  readonly size: number;
  /** Resolves when everything is written. */
  drained(): Promise<void>;
}

/** Positions that come while a write runs share the next one; the store writes the furthest of each. */
export function markPositions({ conversations, signals, refuse, options }: Ports): MarkPositions {
  const write = async (batch: readonly Waiting[]) => {
    try {
      const positions = batch.map(waiting => waiting.position);
      const read = new Set(positions.filter(({ readSeq }) => readSeq > 0).map(keyOf));
      for (const position of await conversations.mark(positions)) {
        signals.add({ ...position, wasRead: read.has(keyOf(position)) });
      }
      for (const waiting of batch) waiting.resolve();
    } catch (error) {
      for (const waiting of batch) waiting.reject(error);
    }
  };
  const batcher = new SerialBatcher<Waiting>(write, {
    maxBatch: MAX_BATCH,
    maxWaiting: options.maxWaitingMarks,
  });

  return {
    mark: async ({ userId }, { conversationId, deliveredSeq, readSeq }) => {
      checkId('conversationId', conversationId);
      if (deliveredSeq === 0 && readSeq === 0) return;
      const position = { userId, conversationId, deliveredSeq, readSeq };
      await new Promise<void>((resolve, reject) => {
        if (!batcher.add({ position, resolve, reject })) {
          reject(refuse('maxWaitingMarks', 'Too many positions wait to be written.'));
        }
      });
    },
    get size() {
      return batcher.size;
    },
    drained: () => batcher.drained(),
  };
}

function keyOf({ conversationId, userId }: MemberPosition): string {
  return `${conversationId}:${userId}`;
}
