import type { Violation } from '../finding.ts';
import { type ConversationHistory, type IndexedHistory, sendKey } from '../index-history.ts';
import { describeEvent, deviceIds, says, shorten } from '../place.ts';
import { checkSequence } from '../sequence.ts';

/**
 * Promise 3, one order: a seq is the same event with the same content on every device and in the store,
 * as its sender wrote it; devices show events by rising seq, and none that the store does not have.
 */
export function* differentOrder(history: IndexedHistory): Generator<Violation> {
  for (const conversation of history.conversations.values()) {
    yield* differences(conversation);
    yield* unknownToStore(conversation);
    yield* outOfOrder(conversation);
    yield* rewritten(history, conversation);
  }
}

function* differences({ conversationId, versions }: ConversationHistory): Generator<Violation> {
  for (const [seq, all] of versions) {
    if (all.length < 2) continue;
    const held = all.map(({ place, event }) => `${says(place)} ${describeEvent(event)}`);
    yield {
      conversationId,
      seq,
      devices: deviceIds(...all.map(({ place }) => place)),
      entries: [...new Set(all.map(({ order }) => order))],
      message: `Seq ${seq} of conversation ${conversationId} is not the same everywhere: ${held.join('; ')}.`,
    };
  }
}

function* unknownToStore(conversation: ConversationHistory): Generator<Violation> {
  const { conversationId, versions, stored, lastSeq } = conversation;
  if (stored === null) return;
  for (const [seq, [version]] of versions) {
    if (seq <= lastSeq || version === undefined) continue;
    const { place, event, order } = version;
    yield {
      conversationId,
      seq,
      devices: deviceIds(place),
      entries: [order],
      message:
        `In conversation ${conversationId} ${says(place)} ${describeEvent(event)} as seq ${seq}, ` +
        `but the store's log ends with ${lastSeq}.`,
    };
  }
}

function* outOfOrder({ conversationId, places }: ConversationHistory): Generator<Violation> {
  for (const place of places) {
    for (const { before, one } of checkSequence(place.held).late) {
      const { seq } = one.event;
      yield {
        conversationId,
        seq,
        devices: deviceIds(place),
        entries: [...new Set([before.order, one.order])],
        message: `In conversation ${conversationId} ${says(place)} seq ${seq} after ${before.event.seq}.`,
      };
    }
  }
}

function* rewritten(
  { sends }: IndexedHistory,
  { conversationId, versions }: ConversationHistory,
): Generator<Violation> {
  for (const [seq, [version, ...others]] of versions) {
    const clientId = version?.event.clientId ?? null;
    if (version === undefined || clientId === null || others.length > 0) continue;
    const { event, place, order } = version;
    const sent = sends.get(sendKey(event.senderId, clientId)) ?? [];
    const first = sent[0];
    if (first === undefined || sent.some(one => one.content === event.content)) continue;
    yield {
      conversationId,
      seq,
      devices: deviceIds(place),
      entries: [first.order, order],
      message:
        `In conversation ${conversationId} ${says(place)} ${describeEvent(event)} as seq ${seq}, ` +
        `but its sender wrote "${shorten(first.content)}".`,
    };
  }
}
