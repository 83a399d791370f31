import { expect, test } from '@jest/globals';
import { PathTable } from './path-table.ts';

const table = new PathTable(
  [
    '/v1/me',
    '/v1/groups/{id}/members',
    '/v1/groups/{id}/members/me',
    '/v1/groups/{id}/{what}/{who}',
  ].map(pattern => [pattern, pattern] as const),
);

test.each([
  ['/v1/me', '/v1/me', {}],
  ['/v1/me/', '/v1/me', {}],
  ['/v1/groups/7/members', '/v1/groups/{id}/members', { id: '7' }],
  ['/v1/groups/7/members/me', '/v1/groups/{id}/members/me', { id: '7' }],
  // A segment that is written out comes first, and is left again when it leads nowhere.
  [
    '/v1/groups/7/members/8',
    '/v1/groups/{id}/{what}/{who}',
    { id: '7', what: 'members', who: '8' },
  ],
  ['/v1/groups/a%2Fb/members', '/v1/groups/{id}/members', { id: 'a/b' }],
])('%s is found', (path, value, params) => {
  expect(table.find(path)).toEqual({ value, params });
});

test.each(['/', '', '*', '/v1', '/v1/me/more', '/v1/groups//members', '/V1/me', '/v1/groups/7'])(
  '%p is not',
  path => {
    expect(table.find(path)).toBeUndefined();
  },
);

test('a broken escape is refused', () => {
  expect(() => table.find('/v1/groups/%E0%A4%A/members')).toThrow('%-escape');
});
