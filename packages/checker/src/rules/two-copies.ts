import type { ConversationId } from '@parley/core';
import type { Violation } from '../finding.ts';
import { type IndexedHistory, sendKey, type Version } from '../index-history.ts';
import { describeEvent, deviceIds } from '../place.ts';

/**
 * Promise 2, exactly one copy: a sender's client id stands under one seq, in one conversation, for good.
 * A seq that places hold differently is passed over: what is wrong there is the order.
 */
export function* twoCopies(history: IndexedHistory): Generator<Violation> {
  const copies = new Map<string, { conversationId: ConversationId; version: Version }>();
  for (const { conversationId, versions } of history.conversations.values()) {
    for (const [version, ...others] of versions.values()) {
      if (version === undefined || others.length > 0) continue;
      const { event } = version;
      if (event.clientId === null) continue;
      const key = sendKey(event.senderId, event.clientId);
      const first = copies.get(key);
      if (first === undefined) {
        copies.set(key, { conversationId, version });
        continue;
      }
      // Of two in one log the later one is the copy, in whichever order the places brought them.
      const isEarlier =
        first.conversationId === conversationId && event.seq < first.version.event.seq;
      const here = { conversationId, version };
      const [original, copy] = isEarlier ? [here, first] : [first, here];
      yield {
        conversationId: copy.conversationId,
        seq: copy.version.event.seq,
        devices: deviceIds(original.version.place, copy.version.place),
        entries: [...new Set([original.version.order, copy.version.order])],
        message:
          `${describeEvent(event)} is there twice: as seq ${original.version.event.seq} of ` +
          `conversation ${original.conversationId} and as seq ${copy.version.event.seq} of ` +
          `conversation ${copy.conversationId}.`,
      };
    }
  }
}
