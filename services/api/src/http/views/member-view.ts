import type { Member__Output, MemberPage__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { MemberRole, MemberView, PageView } from '@parley/wire';
import { toPresentUserView } from './user-view.ts';

function toMemberView(member: Member__Output): MemberView {
  const { user, role, joinedAtMs, deliveredSeq, readSeq } = member;
  const positions = { deliveredSeq, readSeq };
  return { user: toPresentUserView(user), role: toMemberRole(role), joinedAtMs, ...positions };
}

export function toMemberPage(page: MemberPage__Output): PageView<MemberView> {
  return {
    items: page.members.map(toMemberView),
    nextCursor: page.nextCursor === '' ? null : page.nextCursor,
  };
}

/** @throws ParleyError `internal` for a role that this version does not know. */
export function toMemberRole(role: string): MemberRole {
  if (role === 'owner' || role === 'admin' || role === 'member') return role;
  throw new ParleyError('internal', `This server does not know the role ${role}.`);
}
