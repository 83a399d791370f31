import { expect, test } from '@jest/globals';
import type { LogicUnary } from '@parley/rpc';
import { UserNames } from './user-names.ts';

const CALLER = { session: { userId: '1', sessionId: '2' } };

function askedOf() {
  const asked: string[][] = [];
  const names = new UserNames({
    unary: async <M extends keyof LogicUnary>(_method: M, request: object) => {
      const { userIds } = request as { userIds: string[] };
      asked.push(userIds);
      const found = userIds.filter(userId => userId !== '404');
      return { users: found.map(userId => ({ userId, name: `name-${userId}` })) } as never;
    },
  });
  return { asked, names };
}

test('names are asked for once, and not too many at a time', async () => {
  const { asked, names } = askedOf();
  const userIds = Array.from({ length: 256 }, (_, i) => String(i + 1_000));
  expect(names.of('1000')).toBeUndefined();
  await names.learn([...userIds, '404'], CALLER);
  expect(asked.map(({ length }) => length)).toEqual([100, 100, 57]);
  expect(userIds.map(userId => names.of(userId))).toEqual(userIds.map(id => `name-${id}`));
  expect(names.of('404')).toBe('');
});

test('only so many are kept, the oldest go', async () => {
  const { names } = askedOf();
  const userIds = Array.from({ length: 10_001 }, (_, i) => String(i + 1));
  await names.learn(userIds, CALLER);
  expect(names.of('1')).toBeUndefined();
  expect(names.of('10001')).toBe('name-10001');
});
