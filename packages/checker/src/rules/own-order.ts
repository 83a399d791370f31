import type { Violation } from '../finding.ts';
import type { Acknowledged, Noted, Sent } from '../history.ts';
import { type IndexedHistory, sendKey } from '../index-history.ts';

/**
 * Promise 3, one order: what one device sent into a conversation stands there in the order of sending. A
 * message that was refused once and sent again by hand has a new place, and counts for nothing here.
 */
export function* ownOrder(history: IndexedHistory): Generator<Violation> {
  for (const answered of byDevice(history).values()) {
    answered.sort((a, b) => a.send.order - b.send.order);
    let last: Answered | undefined;
    for (const one of answered) {
      if (last !== undefined && one.answer.seq < last.answer.seq) yield overtaken(last, one);
      else last = one;
    }
  }
}

interface Answered {
  send: Sent & Noted;
  answer: Acknowledged & Noted;
}

function byDevice({ sends, acknowledgements, refused }: IndexedHistory): Map<string, Answered[]> {
  const devices = new Map<string, Answered[]>();
  for (const [key, [answer]] of acknowledgements) {
    const send = sends.get(key)?.[0];
    if (send === undefined || answer === undefined || refused.has(key)) continue;
    if (send.deviceId !== answer.deviceId || send.conversationId !== answer.conversationId)
      continue;
    const place = sendKey(send.deviceId, send.conversationId);
    const list = devices.get(place);
    if (list) list.push({ send, answer });
    else devices.set(place, [{ send, answer }]);
  }
  return devices;
}

function overtaken(first: Answered, second: Answered): Violation {
  const { conversationId, deviceId, clientId, seq } = second.answer;
  return {
    conversationId,
    seq,
    devices: [deviceId],
    entries: [first.send.order, second.send.order, first.answer.order, second.answer.order],
    message:
      `In conversation ${conversationId} client id ${clientId} of device ${deviceId} is at seq ${seq}, ` +
      `before client id ${first.answer.clientId} at seq ${first.answer.seq}, which was sent earlier.`,
  };
}
