import { type ConversationId, ParleyError } from '@parley/core';
import type {
  AccountStore,
  ConversationStore,
  MemberRecord,
  Page,
  UserRecord,
} from '@parley/store';
import { checkId } from '../domain/ids.ts';
import { type PageInput, toPageRequest } from '../domain/paging.ts';
import type { FindAccess } from '../lookups.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';

export interface MemberDescription {
  member: MemberRecord;
  user: UserRecord;
}

interface Ports {
  conversations: Pick<ConversationStore, 'members'>;
  accounts: Pick<AccountStore, 'findByIds'>;
  findAccess: FindAccess;
  options: Pick<LogicOptions, 'maxListed'>;
}

/**
 * Who is in a conversation, by the time of joining; for its members.
 * @throws ParleyError `invalid_request`, `forbidden` (the world has no list), `not_found`, `not_a_member`.
 */
export type ListMembers = (
  session: Session,
  conversationId: ConversationId,
  page: PageInput,
) => Promise<Page<MemberDescription>>;

export function listMembers({ conversations, accounts, findAccess, options }: Ports): ListMembers {
  return async ({ userId }, conversationId, input) => {
    checkId('conversationId', conversationId);
    const request = toPageRequest(input, options.maxListed);
    const { conversation } = await findAccess(conversationId, userId);
    if (conversation.kind === 'world') {
      throw new ParleyError('forbidden', 'Everyone is in the world channel; it has no list.');
    }
    const page = await conversations.members(conversationId, request);
    const users = await accounts.findByIds(page.items.map(member => member.userId));
    const items = page.items.flatMap(member => {
      const user = users.get(member.userId);
      return user ? [{ member, user }] : [];
    });
    return { items, nextCursor: page.nextCursor };
  };
}
