import type { Violation } from '../finding.ts';
import type { IndexedHistory } from '../index-history.ts';
import { deviceIds, says } from '../place.ts';
import { checkSequence } from '../sequence.ts';

/** Promise 4, everyone converges: a device shows each seq once, and every log holds it once. */
export function* shownTwice(history: IndexedHistory): Generator<Violation> {
  for (const { conversationId, places } of history.conversations.values()) {
    for (const place of places) {
      for (const { first, again } of checkSequence(place.held).repeats) {
        const { seq } = again.event;
        yield {
          conversationId,
          seq,
          devices: deviceIds(place),
          entries: [...new Set([first.order, again.order])],
          message: `In conversation ${conversationId} ${says(place)} seq ${seq} twice.`,
        };
      }
    }
  }
}
