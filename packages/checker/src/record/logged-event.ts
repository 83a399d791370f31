import type { LogEvent } from '@parley/wire';
import type { LoggedEvent } from '../history.ts';

export function toLoggedEvent(event: LogEvent): LoggedEvent {
  const { seq, messageId, senderId } = event;
  const clientId = event.type === 'message' ? event.clientId : null;
  return { seq, messageId, senderId, clientId, content: contentOf(event) };
}

/** What an event says, as one line that is the same whichever way the event came. */
export function contentOf(event: Pick<LogEvent, 'type' | 'body'>): string {
  // The order of keys may depend on the way: over the socket, over HTTP, or made by the SDK.
  const parts = Object.entries(event.body).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${event.type} ${JSON.stringify(Object.fromEntries(parts))}`;
}
