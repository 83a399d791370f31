import type { EventRecord } from '@parley/store';

/**
 * An event as clients see it: the JSON of wire's LogEvent, written once and carried as it is through
 * queue, task and connect. The stored body is JSON already and goes in as it stands; ids are digits
 * and types are ours, so neither needs escaping.
 */
export function encodeEvent(event: EventRecord): Buffer {
  const clientId = event.clientId === null ? '' : `,"clientId":${JSON.stringify(event.clientId)}`;
  return Buffer.from(
    `{"conversationId":"${event.conversationId}","seq":${event.seq}` +
      `,"messageId":"${event.messageId}","senderId":"${event.senderId}"` +
      `,"createdAtMs":${event.createdAtMs},"type":"${event.type}"${clientId},"body":${event.body}}`,
  );
}
