import type { HistoryReply__Output } from '@parley/contracts';

const COMMA = Buffer.from(',');

/**
 * The JSON of an EventsView. Every event is JSON already, encoded once when it was appended: the
 * bytes are put side by side and never parsed.
 */
export function toEventsJson({ epoch, events, hasMore }: HistoryReply__Output): Buffer {
  const parts: Buffer[] = [Buffer.from(`{"epoch":${epoch},"events":[`)];
  for (const [index, event] of events.entries()) {
    if (index > 0) parts.push(COMMA);
    parts.push(event);
  }
  parts.push(Buffer.from(`],"hasMore":${hasMore}}`));
  return Buffer.concat(parts);
}
