import { type ConversationId, ParleyError, type UserId } from '@parley/core';
import type { ConversationStore, MemberRecord } from '@parley/store';
import type { ChangeConversation } from '../change-conversation.ts';
import { requireMember } from '../domain/access.ts';
import { checkId } from '../domain/ids.ts';
import { type DraftPorts, draftMembership } from '../domain/log-drafts.ts';
import { successor } from '../domain/roles.ts';
import type { FindAccess } from '../lookups.ts';
import type { Session } from '../tokens/authenticate.ts';

/** Tries, when the chosen successor leaves at the same moment. */
const TRIES = 5;
const MEMBERS_PER_PAGE = 500;

interface Ports extends DraftPorts {
  conversations: Pick<ConversationStore, 'members'>;
  findAccess: FindAccess;
  changeConversation: ChangeConversation;
}

/**
 * Takes the caller out of a group or room. An owner who leaves hands it to the admin who has been there
 * longest, else to the member who has.
 * @throws ParleyError `invalid_request`, `forbidden` (a direct conversation, the world), `not_found`,
 *   `not_a_member`.
 */
export type LeaveConversation = (session: Session, conversationId: ConversationId) => Promise<void>;

export function leaveConversation(ports: Ports): LeaveConversation {
  return async ({ userId }, conversationId) => {
    checkId('conversationId', conversationId);
    let own = await ports.findAccess(conversationId, userId);
    for (let tries = 0; tries < TRIES; tries++) {
      const heir =
        own.member.role === 'owner' ? await findHeir(ports, conversationId, userId) : undefined;
      if (await tryToLeave(ports, conversationId, userId, heir)) return;
      own = await ports.findAccess(conversationId, userId);
    }
    throw new ParleyError('unavailable', 'Too many people leave at once. Please try again.');
  };
}

/** False when an heir is needed and the one given is none any more; then nothing has changed. */
async function tryToLeave(
  ports: Ports,
  conversationId: ConversationId,
  userId: UserId,
  heir: UserId | undefined,
): Promise<boolean> {
  let left = false;
  const concerned = heir === undefined ? [userId] : [userId, heir];
  await ports.changeConversation(conversationId, concerned, (conversation, members) => {
    // The database may ask again, after a conflict with another writer.
    left = false;
    const { member } = requireMember(conversation, members.get(userId), userId);
    if (conversation.kind !== 'group' && conversation.kind !== 'room') throw cannotLeave();
    const passesOn = member.role === 'owner' && conversation.memberCount > 1;
    const next = heir === undefined ? undefined : members.get(heir);
    if (passesOn && next === undefined) return { events: [] };
    left = true;
    return {
      remove: [userId],
      roles: passesOn && next ? [{ userId: next.userId, role: 'owner' }] : [],
      events: [
        draftMembership(ports, conversationId, userId, {
          type: 'members-removed',
          body: { userIds: [userId] },
        }),
      ],
    };
  });
  return left;
}

async function findHeir(
  { conversations }: Ports,
  conversationId: ConversationId,
  ownerId: UserId,
): Promise<UserId | undefined> {
  let best: MemberRecord | undefined;
  let cursor: string | undefined;
  do {
    const page = await conversations.members(conversationId, { cursor, limit: MEMBERS_PER_PAGE });
    const others = page.items.filter(member => member.userId !== ownerId);
    best = successor(best ? [best, ...others] : others);
    cursor = best?.role === 'admin' ? undefined : page.nextCursor;
  } while (cursor !== undefined);
  return best?.userId;
}

function cannotLeave(): ParleyError {
  return new ParleyError('forbidden', 'Only groups and rooms can be left.');
}
