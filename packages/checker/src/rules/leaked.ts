import type { Violation } from '../finding.ts';
import type { IndexedHistory } from '../index-history.ts';
import { describeEvent, deviceIds, says } from '../place.ts';

/** Promise 6, nothing leaks: a device has only events that its user may see as a member. */
export function* leaked(history: IndexedHistory): Generator<Violation> {
  for (const { conversationId, membership, places } of history.conversations.values()) {
    for (const place of places) {
      const { device, held } = place;
      if (device === null) continue;
      for (const { event, order } of held) {
        if (membership.maySee(device.userId, event.seq)) continue;
        yield {
          conversationId,
          seq: event.seq,
          devices: deviceIds(place),
          entries: [order],
          message:
            `In conversation ${conversationId} ${says(place)} ${describeEvent(event)}, seq ` +
            `${event.seq}, which user ${device.userId} may not see: no member then.`,
        };
      }
    }
  }
}
