import type { ConversationId } from '@parley/core';
import { byId, isId } from './ids.ts';

/** A stretch of a log that was handed to the queue. */
export interface DispatchedRange {
  conversationId: ConversationId;
  fromSeq: number;
  toSeq: number;
}

/**
 * The stretches in the order of the database, those of one log that touch joined into one. Of what
 * is left at most one can begin at or before a log's watermark and end behind it, so that a statement
 * which moves watermarks meets every row once.
 */
export function mergeDispatched(
  heads: readonly { conversationId: ConversationId; fromSeq?: number; seq: number }[],
): DispatchedRange[] {
  const ranges = heads
    .filter(head => isId(head.conversationId))
    // Without a start, everything up to `seq` was dispatched.
    .map(({ conversationId, fromSeq = 1, seq }) => ({ conversationId, fromSeq, toSeq: seq }))
    .sort((a, b) => byId(a.conversationId, b.conversationId) || a.fromSeq - b.fromSeq);

  const merged: DispatchedRange[] = [];
  for (const range of ranges) {
    const last = merged.at(-1);
    const touches =
      last?.conversationId === range.conversationId && range.fromSeq <= last.toSeq + 1;
    if (touches) last.toSeq = Math.max(last.toSeq, range.toSeq);
    else merged.push(range);
  }
  return merged;
}
