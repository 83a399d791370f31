import { expect, test } from '@jest/globals';
import type { MemberRole } from '@parley/store';
import { memberRecord } from '../../test/records.ts';
import { mayAdd, mayRemove, successor } from './roles.ts';

test.each<[MemberRole, boolean]>([
  ['owner', true],
  ['admin', true],
  ['member', false],
])('%s may add: %s', (role, may) => {
  expect(mayAdd(role)).toBe(may);
});

test.each<[MemberRole, MemberRole, boolean]>([
  ['owner', 'owner', false],
  ['owner', 'admin', true],
  ['owner', 'member', true],
  ['admin', 'owner', false],
  ['admin', 'admin', false],
  ['admin', 'member', true],
  ['member', 'owner', false],
  ['member', 'admin', false],
  ['member', 'member', false],
])('%s may remove %s: %s', (actor, target, may) => {
  expect(mayRemove(actor, target)).toBe(may);
});

test('a conversation passes to the admin who has been there longest, else to the member who has', () => {
  const [early, late] = [memberRecord('1'), memberRecord('2')];
  const [adminEarly, adminLate] = [
    memberRecord('3', { role: 'admin' }),
    memberRecord('4', { role: 'admin' }),
  ];
  expect(successor([early, adminEarly, late, adminLate])).toBe(adminEarly);
  expect(successor([early, late])).toBe(early);
  expect(successor([])).toBeUndefined();
});
