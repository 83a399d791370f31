import type { Violation } from '../finding.ts';
import type { Acknowledged, LoggedEvent, Noted } from '../history.ts';
import type { ConversationHistory, IndexedHistory } from '../index-history.ts';

/**
 * Promise 1, acknowledged means durable: what was acknowledged is in the log, where the acknowledgement
 * said. The store decides if its log was noted, else what the devices have. Acknowledgements that
 * contradict each other are for another rule: here it is enough that one of them holds.
 */
export function* lostAcknowledged(history: IndexedHistory): Generator<Violation> {
  for (const acknowledgements of history.acknowledgements.values()) {
    const lost = acknowledgements.map(one => findLoss(history, one));
    const first = acknowledgements[0];
    const loss = lost[0];
    if (first === undefined || loss === undefined || lost.includes(null)) continue;
    const { conversationId, seq, clientId, deviceId, order } = first;
    yield {
      conversationId,
      seq,
      devices: [deviceId],
      entries: [order],
      message:
        `Client id ${clientId} of device ${deviceId} was acknowledged as seq ${seq} ` +
        `of conversation ${conversationId}, but ${loss}.`,
    };
  }
}

/** Why it is lost; null if it is there, or if nothing noted could show it. */
function findLoss(history: IndexedHistory, one: Acknowledged & Noted): string | null {
  const conversation = history.conversations.get(one.conversationId);
  if (conversation === undefined) return null;
  const { stored, versions } = conversation;
  if (stored !== null) {
    const event = stored.get(one.seq);
    if (event === undefined) return 'the store has nothing there';
    return isIt(event, one) ? null : 'the store has something else there';
  }
  const here = versions.get(one.seq);
  if (here !== undefined) {
    return here.some(({ event }) => isIt(event, one)) ? null : 'something else is there';
  }
  return somebodyShouldHave(conversation, one.seq) ? 'no device ended with it' : null;
}

function isIt(event: LoggedEvent, { userId, clientId, messageId }: Acknowledged): boolean {
  return event.senderId === userId && event.clientId === clientId && event.messageId === messageId;
}

function somebodyShouldHave({ places, membership }: ConversationHistory, seq: number): boolean {
  return places.some(
    ({ kind, device }) =>
      kind === 'ended' &&
      device !== null &&
      (membership.visibleAtEnd(device.userId) ?? Infinity) <= seq,
  );
}
