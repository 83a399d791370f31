import type { Violation } from '../finding.ts';
import type { IndexedHistory } from '../index-history.ts';

/** Promise 2, exactly one copy: who sends the same again gets the first acknowledgement again. */
export function* conflictingAcknowledgements(history: IndexedHistory): Generator<Violation> {
  for (const [first, ...others] of history.acknowledgements.values()) {
    if (first === undefined) continue;
    for (const other of others) {
      const same =
        other.conversationId === first.conversationId &&
        other.seq === first.seq &&
        other.messageId === first.messageId;
      if (same) continue;
      const { conversationId, clientId, userId } = other;
      yield {
        conversationId,
        seq: other.seq,
        devices: [...new Set([first.deviceId, other.deviceId])],
        entries: [first.order, other.order],
        message:
          `Client id ${clientId} of user ${userId} was acknowledged as seq ${other.seq} ` +
          `(message ${other.messageId}) of conversation ${conversationId}, but before as seq ` +
          `${first.seq} (message ${first.messageId}) of conversation ${first.conversationId}.`,
      };
    }
  }
}
