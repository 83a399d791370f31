import type { MembershipReply__Output } from '@parley/contracts';
import { backoffMs, type ConversationId, isRetryable, sleep, type UserId } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';

/** Who is in, with the first seq that each may see, and the change of members that this is as of. */
export interface Members {
  membersSeq: number;
  visibleFromSeqs: ReadonlyMap<UserId, number>;
}

/**
 * Asks who of these users is a member. Tries again for a moment, for those who wait hear nothing.
 * @throws ParleyError what logic threw last.
 */
export type AskMembers = (
  conversationId: ConversationId,
  userIds: readonly UserId[],
) => Promise<Members>;

const TRIES = 3;
const BACKOFF = { firstMs: 100, maxMs: 400, jitter: 0.5 };

export function createAskMembers(logic: Pick<LogicGateway, 'exchange'>): AskMembers {
  return async (conversationId, userIds) => {
    const call = { conversationId, userIds: [...userIds] };
    for (let tries = 1; ; tries++) {
      try {
        return toMembers(await logic.exchange('membership', call, conversationId));
      } catch (error) {
        if (!isRetryable(error) || tries === TRIES) throw error;
        await sleep(backoffMs(tries, BACKOFF));
      }
    }
  };
}

function toMembers({ membersSeq, userIds, visibleFromSeqs }: MembershipReply__Output): Members {
  return {
    membersSeq,
    visibleFromSeqs: new Map(userIds.map((userId, i) => [userId, visibleFromSeqs[i] ?? 0])),
  };
}
