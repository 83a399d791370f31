import { describe, expect, test } from '@jest/globals';
import { HARD_TEXT, NO_ONE, NOT_AN_ID, nextId, session } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeSessions({ store }: Subject): void {
  describe('sessions', () => {
    test('keeps a session as it was given, and lists a user’s by age', async () => {
      const userId = nextId();
      const young = session({ userId, createdAtMs: 1_790_000_000_002, deviceName: HARD_TEXT });
      const old = session({ userId, createdAtMs: 1_790_000_000_001 });
      for (const one of [young, old, session()]) await store().sessions.create(one);

      expect(await store().sessions.listByUser(userId)).toEqual([old, young]);
      const found = await store().sessions.find([young.sessionId, NO_ONE, NOT_AN_ID, 'x']);
      expect(found).toEqual(new Map([[young.sessionId, young]]));
      const owners = await store().sessions.owners([young.sessionId, NO_ONE, NOT_AN_ID, 'x']);
      expect(owners).toEqual(new Map([[young.sessionId, userId]]));
      expect(await store().sessions.listByUser(NO_ONE)).toEqual([]);
      expect(await store().sessions.listByUser('x')).toEqual([]);
    });

    const NEXT = { refreshExpiresAtMs: 1_900_000_000_000, lastSeenAtMs: 1_795_000_000_000 };

    test('rotates the refresh token only from the expected one', async () => {
      const one = session();
      const other = session({ userId: one.userId });
      for (const each of [one, other]) await store().sessions.create(each);
      const { sessions } = store();

      expect(await sessions.rotate(one.sessionId, 'wrong', { refreshHash: 'h1', ...NEXT })).toBe(
        false,
      );
      expect(await sessions.rotate(NO_ONE, one.refreshHash, { refreshHash: 'h1', ...NEXT })).toBe(
        false,
      );
      expect(await sessions.rotate('x', one.refreshHash, { refreshHash: 'h1', ...NEXT })).toBe(
        false,
      );
      expect(
        await sessions.rotate(one.sessionId, one.refreshHash, { refreshHash: 'h1', ...NEXT }),
      ).toBe(true);
      expect(
        await sessions.rotate(one.sessionId, one.refreshHash, { refreshHash: 'h2', ...NEXT }),
      ).toBe(false);

      const found = await sessions.find([one.sessionId, other.sessionId]);
      expect(found.get(one.sessionId)).toEqual({ ...one, refreshHash: 'h1', ...NEXT });
      expect(found.get(other.sessionId)).toEqual(other);
    });

    test('of rotations at once, one succeeds', async () => {
      const one = session();
      await store().sessions.create(one);
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          store().sessions.rotate(one.sessionId, one.refreshHash, {
            refreshHash: `h${index}`,
            ...NEXT,
          }),
        ),
      );
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const winner = `h${outcomes.indexOf(true)}`;
      expect((await store().sessions.find([one.sessionId])).get(one.sessionId)).toMatchObject({
        refreshHash: winner,
      });
    });

    test('what is revoked is gone', async () => {
      const userId = nextId();
      const [one, two, three] = [session({ userId }), session({ userId }), session({ userId })];
      for (const each of [one, two, three]) await store().sessions.create(each);

      const ids = [one.sessionId, two.sessionId];
      expect(await store().sessions.revoke([...ids, ...ids, NO_ONE, 'x'])).toBe(2);
      expect(await store().sessions.revoke(ids)).toBe(0);
      expect(await store().sessions.revoke([])).toBe(0);

      expect(await store().sessions.find(ids)).toEqual(new Map());
      expect(await store().sessions.owners(ids)).toEqual(new Map());
      expect(await store().sessions.listByUser(userId)).toEqual([three]);
      const next = { refreshHash: 'h', ...NEXT };
      expect(await store().sessions.rotate(one.sessionId, one.refreshHash, next)).toBe(false);
    });

    test('what could not be refreshed any more is purged, so many at a time', async () => {
      const userId = nextId();
      const endsAt = (refreshExpiresAtMs: number) => session({ userId, refreshExpiresAtMs });
      const [gone, alsoGone, kept] = [endsAt(1_000), endsAt(2_000), endsAt(2_001)];
      for (const each of [gone, alsoGone, kept]) await store().sessions.create(each);

      expect(await store().sessions.purgeExpired(999, 10)).toBe(0);
      expect(await store().sessions.purgeExpired(2_000, 1)).toBe(1);
      expect(await store().sessions.listByUser(userId)).toHaveLength(2);
      expect(await store().sessions.purgeExpired(2_000, 10)).toBe(1);
      expect(await store().sessions.purgeExpired(2_000, 10)).toBe(0);
      expect(await store().sessions.listByUser(userId)).toEqual([kept]);
    });
  });
}
