import type { ConversationId } from '@parley/core';
import type { ConversationStore, MemberRecord } from '@parley/store';
import { MAX_POSITIONS } from '@parley/wire';
import { checkIds } from '../domain/ids.ts';
import { sharesPositions } from '../domain/receipts.ts';
import type { Lookups } from '../lookups.ts';
import type { LogicOptions } from '../options.ts';
import type { Session } from '../tokens/authenticate.ts';

export interface ConversationPositions {
  conversationId: ConversationId;
  /** The caller included; empty if `tooMany`. */
  members: MemberRecord[];
  /** Members are not told here how far the others are. */
  tooMany: boolean;
}

interface Ports {
  conversations: Pick<ConversationStore, 'membersOf'>;
  lookups: Pick<Lookups, 'conversation' | 'member'>;
  options: Pick<LogicOptions, 'receiptMembers'>;
}

/**
 * How far the members are in those of the conversations that the caller is in; the others are left
 * out. What is asked for is bounded by `receiptMembers` members of each of `MAX_POSITIONS`.
 * @throws ParleyError `invalid_request`.
 */
export type ReadPositions = (
  session: Session,
  conversationIds: readonly ConversationId[],
) => Promise<ConversationPositions[]>;

export function readPositions({ conversations, lookups, options }: Ports): ReadPositions {
  return async ({ userId }, given) => {
    const ids = checkIds('conversationIds', given, MAX_POSITIONS);
    const [records, own] = await Promise.all([
      Promise.all(ids.map(id => lookups.conversation(id))),
      Promise.all(ids.map(id => lookups.member(id, userId))),
    ]);
    const open = records.flatMap((conversation, at) => {
      const isIn = own[at] !== undefined || conversation?.kind === 'world';
      return conversation !== undefined && isIn ? [conversation] : [];
    });
    const shared = open.filter(one => sharesPositions(one, options.receiptMembers));
    const members = Map.groupBy(
      await conversations.membersOf(shared.map(({ conversationId }) => conversationId)),
      ({ conversationId }) => conversationId,
    );
    return open.map(conversation => ({
      conversationId: conversation.conversationId,
      members: members.get(conversation.conversationId) ?? [],
      tooMany: !shared.includes(conversation),
    }));
  };
}
