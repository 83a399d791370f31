import type { Violation } from '../finding.ts';
import type { ConversationHistory, IndexedHistory } from '../index-history.ts';
import { deviceIds, type Place } from '../place.ts';

/**
 * Promise 4, everyone converges: a device whose user is a member at the end has the log from the first
 * seq that the user may see to its end.
 */
export function* notConverged(history: IndexedHistory): Generator<Violation> {
  for (const conversation of history.conversations.values()) {
    for (const place of conversation.places) {
      if (place.kind === 'ended') yield* missingEnds(conversation, place);
    }
  }
}

function* missingEnds(
  { conversationId, membership, lastSeq }: ConversationHistory,
  place: Place,
): Generator<Violation> {
  const { device, held } = place;
  const firstSeq = device === null ? null : membership.visibleAtEnd(device.userId);
  if (device === null || firstSeq === null || firstSeq > lastSeq) return;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = 0;
  for (const { event } of held) {
    lowest = Math.min(lowest, event.seq);
    highest = Math.max(highest, event.seq);
  }
  if (lowest <= firstSeq && highest >= lastSeq) return;
  const [from, to] =
    lowest > firstSeq ? [firstSeq, Math.min(lowest - 1, lastSeq)] : [highest + 1, lastSeq];
  const has = highest === 0 ? 'nothing' : `seq ${lowest} to ${highest}`;
  yield {
    conversationId,
    seq: from,
    devices: deviceIds(place),
    entries: held[0] === undefined ? [] : [held[0].order],
    message:
      `In conversation ${conversationId} device ${device.deviceId} ended with ${has}; seq ${from} to ` +
      `${to} is missing, which user ${device.userId} may see.`,
  };
}
