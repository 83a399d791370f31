import type { Violation } from '../finding.ts';
import type { ConversationHistory, IndexedHistory } from '../index-history.ts';
import { bySeq, deviceIds, type Held, type Place, says } from '../place.ts';

/**
 * Promise 3, one order that is free of gaps: between two events that a place has, it has all. For a
 * device that holds while its user stays a member; who left and came back may miss what was between. Where
 * a device's log begins and ends is for the rule about convergence; the store's begins with 1.
 */
export function* hole(history: IndexedHistory): Generator<Violation> {
  for (const conversation of history.conversations.values()) {
    for (const place of conversation.places) yield* holesIn(conversation, place);
  }
}

function* holesIn(conversation: ConversationHistory, place: Place): Generator<Violation> {
  const { conversationId } = conversation;
  let last: Held | null = null;
  for (const next of bySeq(place.held)) {
    const from = (last?.event.seq ?? (place.device === null ? 0 : next.event.seq)) + 1;
    const to = next.event.seq - 1;
    if (from <= to && concerns(conversation, place, from - 1, to + 1)) {
      const what = from === to ? `seq ${from}` : `seq ${from} to ${to}`;
      yield {
        conversationId,
        seq: from,
        devices: deviceIds(place),
        entries: [...new Set([...(last === null ? [] : [last.order]), next.order])],
        message:
          `In conversation ${conversationId} ${says(place)} seq ${to + 1} after ${from - 1}: ` +
          `${what} is missing.`,
      };
    }
    last = next;
  }
}

function concerns(
  { membership }: ConversationHistory,
  { kind, device }: Place,
  seq: number,
  laterSeq: number,
): boolean {
  if (device === null) return true;
  const from = kind === 'shown' ? 'joinedSeq' : 'visibleFromSeq';
  return membership.inOneStay(device.userId, seq, laterSeq, from);
}
