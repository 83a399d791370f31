import { type ConversationId, invalid } from '@parley/core';
import type { Page } from '@parley/store';
import { checkLimit, type PageInput } from '../domain/paging.ts';
import type { Lookups } from '../lookups.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';
import type {
  ConversationDescription,
  DescribeConversations,
  Row,
} from '../views/describe-conversations.ts';

interface Ports {
  lookups: Pick<Lookups, 'everythingOf'>;
  describeConversations: DescribeConversations;
  options: Pick<LogicOptions, 'maxListed'>;
}

/**
 * The user's conversations and the world channel, the one with the newest event first. Pages go by
 * position (time and id), so that an event between two of them neither hides nor repeats a quiet one.
 * @throws ParleyError `invalid_request`.
 */
export type ListConversations = (
  session: Session,
  page: PageInput,
) => Promise<Page<ConversationDescription>>;

export function listConversations(ports: Ports): ListConversations {
  const { lookups, describeConversations, options } = ports;
  return async ({ userId }, { limit: givenLimit, cursor }) => {
    const limit = checkLimit(givenLimit, options.maxListed);
    const after = cursor === '' ? undefined : readCursor(cursor);
    const rows: Row[] = await lookups.everythingOf(userId);
    const left = rows
      .toSorted((a, b) => compare(positionOf(a), positionOf(b)))
      .filter(row => after === undefined || compare(positionOf(row), after) > 0);
    const page = left.slice(0, limit);
    const last = page.at(-1);
    return {
      items: await describeConversations(userId, page),
      nextCursor: last && left.length > limit ? writeCursor(positionOf(last)) : undefined,
    };
  };
}

interface Position {
  lastEventAtMs: number;
  conversationId: ConversationId;
}

function positionOf({ conversation }: Row): Position {
  return conversation;
}

/** Newest first; ids break ties, so that the order is total. */
function compare(a: Position, b: Position): number {
  return (
    b.lastEventAtMs - a.lastEventAtMs ||
    b.conversationId.length - a.conversationId.length ||
    (a.conversationId < b.conversationId ? 1 : a.conversationId > b.conversationId ? -1 : 0)
  );
}

function writeCursor({ lastEventAtMs, conversationId }: Position): string {
  return Buffer.from(`${lastEventAtMs}:${conversationId}`).toString('base64url');
}

function readCursor(cursor: string): Position {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, time, conversationId] = /^(\d{1,16}):(\d{1,16})$/.exec(text) ?? [];
  if (time === undefined || conversationId === undefined) {
    throw invalid('cursor', cursor, 'the nextCursor of the page before');
  }
  return { lastEventAtMs: Number(time), conversationId };
}
