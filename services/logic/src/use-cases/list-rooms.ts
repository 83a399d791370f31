import type { ConversationStore, Page } from '@parley/store';
import { type PageInput, toPageRequest } from '../domain/paging.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';
import type {
  ConversationDescription,
  DescribeConversations,
} from '../views/describe-conversations.ts';

interface Ports {
  conversations: Pick<ConversationStore, 'listKind' | 'memberships'>;
  describeConversations: DescribeConversations;
  options: Pick<LogicOptions, 'maxListed'>;
}

/**
 * All rooms, oldest first, with the caller's own part where there is one.
 * @throws ParleyError `invalid_request`.
 */
export type ListRooms = (
  session: Session,
  page: PageInput,
) => Promise<Page<ConversationDescription>>;

export function listRooms(ports: Ports): ListRooms {
  const { conversations, describeConversations, options } = ports;
  return async ({ userId }, input) => {
    const page = await conversations.listKind('room', toPageRequest(input, options.maxListed));
    const members = await conversations.memberships(
      page.items.map(({ conversationId }) => ({ conversationId, userId })),
    );
    const rows = page.items.map((conversation, index) => ({
      conversation,
      member: members[index],
    }));
    return { items: await describeConversations(userId, rows), nextCursor: page.nextCursor };
  };
}
