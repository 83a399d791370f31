import { createHash } from 'node:crypto';
import type { Fact, LoggedEvent } from '@parley/checker';

const LONGEST = 1_000;
const KEPT = 60;

/**
 * The same fact with a hash in place of content that is long. Contents are only compared, so nothing is
 * lost; with megabytes of text in every place where an event is noted, a long run would not fit into memory.
 */
export function shortenContent(fact: Fact): Fact {
  switch (fact.kind) {
    case 'send':
      return { ...fact, content: shorten(fact.content) };
    case 'seen':
      return { ...fact, event: shortenEvent(fact.event) };
    case 'final':
    case 'stored':
      return { ...fact, events: fact.events.map(shortenEvent) };
    case 'joined':
    case 'left':
    case 'acknowledged':
    case 'refused':
    case 'read':
      return fact;
  }
}

function shortenEvent(event: LoggedEvent): LoggedEvent {
  const content = shorten(event.content);
  return content === event.content ? event : { ...event, content };
}

function shorten(content: string): string {
  if (content.length <= LONGEST) return content;
  const hash = createHash('sha256').update(content).digest('base64url');
  return `${content.slice(0, KEPT)}… (${content.length} characters, ${hash})`;
}
