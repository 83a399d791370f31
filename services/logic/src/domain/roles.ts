import type { MemberRecord, MemberRole } from '@parley/store';

/** Whether a member of this role may bring others into a group. */
export function mayAdd(role: MemberRole): boolean {
  return role === 'owner' || role === 'admin';
}

/** Whether `actor` may remove `target`: the owner anybody, admins plain members. */
export function mayRemove(actor: MemberRole, target: MemberRole): boolean {
  if (actor === 'owner') return target !== 'owner';
  return actor === 'admin' && target === 'member';
}

/**
 * Whom a conversation passes to when its owner leaves: the admin who has been there longest, else the
 * member who has. `others` come by the time of joining.
 */
export function successor(others: readonly MemberRecord[]): MemberRecord | undefined {
  return others.find(member => member.role === 'admin') ?? others[0];
}
