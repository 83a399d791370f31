import type { ConversationStore, MemberRecord } from '../conversations.ts';
import type { AppendSteps } from './append.ts';
import { isId } from './ids.ts';
import { type RawMember, toMember } from './rows.ts';

/** By `conversationId userId`. */
export function byPair(rows: readonly RawMember[]): Map<string, MemberRecord> {
  return new Map(rows.map(row => [`${row.conversation_id} ${row.user_id}`, toMember(row)]));
}

export function createMemberships({
  membersOfPairs,
}: Pick<AppendSteps, 'membersOfPairs'>): ConversationStore['memberships'] {
  return async pairs => {
    const known = pairs.filter(pair => isId(pair.conversationId) && isId(pair.userId));
    if (known.length === 0) return pairs.map(() => undefined);
    const members = byPair(await membersOfPairs(known));
    return pairs.map(({ conversationId, userId }) => members.get(`${conversationId} ${userId}`));
  };
}
