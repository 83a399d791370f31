import type { Violation } from '../finding.ts';
import type { IndexedHistory } from '../index-history.ts';

/**
 * Promise 4, everyone converges: read positions only grow, so that all devices agree in the end. Two
 * devices may hear of a position at different times; for each of them it never goes back.
 */
export function* readWentBack(history: IndexedHistory): Generator<Violation> {
  for (const { conversationId, reads } of history.conversations.values()) {
    for (const reported of reads) {
      let highest = reported[0];
      for (const one of reported) {
        if (highest === undefined || one.seq >= highest.seq) {
          highest = one;
          continue;
        }
        yield {
          conversationId,
          seq: one.seq,
          devices: [one.deviceId],
          entries: [highest.order, one.order],
          message:
            `In conversation ${conversationId} device ${one.deviceId} said that user ${one.userId} ` +
            `has read up to seq ${one.seq}, after ${highest.seq} before.`,
        };
      }
    }
  }
}
