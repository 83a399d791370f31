import { describe, expect, test } from '@jest/globals';
import { HARD_TEXT, NO_ONE, NOT_AN_ID, nextId, user } from './fixtures.ts';
import type { Subject } from './harness.ts';

export function describeAccounts({ store }: Subject): void {
  describe('accounts', () => {
    test('keeps a user as it was given', async () => {
      const ada = user('Ada', { displayName: HARD_TEXT });
      await store().accounts.create(ada);
      expect(await store().accounts.findByName('Ada')).toEqual(ada);
      expect(await store().accounts.findByIds([ada.userId])).toEqual(new Map([[ada.userId, ada]]));
    });

    test('a name is unique and found without regard to case', async () => {
      const bjorn = user('Björn');
      await store().accounts.create(bjorn);
      for (const same of ['björn', 'BJÖRN', 'Bjo\u0308rn']) {
        await expect(store().accounts.create(user(same))).rejects.toMatchObject({
          code: 'name_taken',
        });
        expect(await store().accounts.findByName(same)).toEqual(bjorn);
      }
      expect(await store().accounts.findByName('bjorn')).toBeUndefined();
    });

    test('tells names apart that a collation may take for one', async () => {
      const alike = ['Fox 🦊', 'Fox 🐻', 'Fox', 'Fox ', 'Föx', 'strasse', 'straße'].map(name =>
        user(name),
      );
      for (const one of alike) await store().accounts.create(one);
      for (const one of alike) expect(await store().accounts.findByName(one.name)).toEqual(one);
    });

    test('of two that take a name at once, one gets it', async () => {
      const outcomes = await Promise.allSettled(
        ['Twin', 'TWIN', 'twin'].map(name => store().accounts.create(user(name))),
      );
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('finds those of many ids that exist, once each', async () => {
      const users = ['many-1', 'many-2', 'many-3'].map(name => user(name));
      for (const one of users) await store().accounts.create(one);
      const ids = users.map(one => one.userId);
      const found = await store().accounts.findByIds([...ids, ...ids, NO_ONE, NOT_AN_ID, 'x', '']);
      expect(found).toEqual(new Map(users.map(one => [one.userId, one])));
      expect(await store().accounts.findByIds([])).toEqual(new Map());
    });

    test('finds more ids at once than a statement takes values', async () => {
      const ids = Array.from({ length: 40_000 }, (_, index) => String(index));
      const one = user('in-a-crowd');
      await store().accounts.create(one);
      expect([...(await store().accounts.findByIds([...ids, one.userId])).keys()]).toEqual([
        one.userId,
      ]);
    });

    test('replaces the hash of a password, unless it is another one by now', async () => {
      const one = user('rehashed');
      const { accounts } = store();
      await accounts.create(one);
      await Promise.all(
        ['first', 'second'].map(next =>
          accounts.replacePasswordHash(one.userId, one.passwordHash, next),
        ),
      );
      const hash = (await accounts.findByName('rehashed'))?.passwordHash ?? '';
      expect(['first', 'second']).toContain(hash);
      await accounts.replacePasswordHash(one.userId, 'neither', 'third');
      await accounts.replacePasswordHash(NOT_AN_ID, hash, 'third');
      expect(await accounts.findByName('rehashed')).toEqual({ ...one, passwordHash: hash });
    });

    test('keeps how somebody wants to be seen, and the latest time of being there', async () => {
      const [one, two] = [user('seen-one'), user('seen-two')];
      const { accounts } = store();
      for (const who of [one, two]) await accounts.create(who);
      const ids = [one.userId, two.userId];
      const never = { mode: 'auto', lastSeenAtMs: 0 };
      expect(await accounts.findPresence([...ids, ...ids, NO_ONE, NOT_AN_ID])).toEqual(
        new Map(ids.map(id => [id, never])),
      );
      await accounts.setPresenceMode(one.userId, 'invisible');
      await accounts.setPresenceMode(NOT_AN_ID, 'busy');
      await accounts.markSeen([one.userId], 2_000);
      await accounts.markSeen([...ids, NO_ONE, NOT_AN_ID], 1_000);
      expect(await accounts.findPresence(ids)).toEqual(
        new Map([
          [one.userId, { mode: 'invisible', lastSeenAtMs: 2_000 }],
          [two.userId, { mode: 'auto', lastSeenAtMs: 1_000 }],
        ]),
      );
      expect(await accounts.findByIds([one.userId])).toEqual(new Map([[one.userId, one]]));
    });

    test('refuses an id that a database would change into another', async () => {
      const bad = user('too-large-an-id', { userId: NOT_AN_ID });
      await expect(store().accounts.create(bad)).rejects.toMatchObject({
        code: 'invalid_request',
        details: { field: 'userId', value: NOT_AN_ID },
      });
    });

    test('refuses a text that a database cannot hold', async () => {
      for (const name of ['a\u0000b', 'a\ud800']) {
        await expect(store().accounts.create(user(name))).rejects.toMatchObject({
          code: 'invalid_request',
          details: { field: 'name' },
        });
        expect(await store().accounts.findByName(name)).toBeUndefined();
        expect(await store().accounts.search(name, 10)).toEqual([]);
      }
    });
  });

  describe('admins', () => {
    test('nobody is one from the beginning; the right is given, kept and taken away', async () => {
      const { accounts } = store();
      const [ann, bob] = [user(`ann${nextId()}`), user(`bob${nextId()}`)];
      for (const one of [bob, ann]) await accounts.create(one);
      const listed = async () =>
        (await accounts.listAdmins()).filter(admin =>
          [ann.userId, bob.userId].includes(admin.user.userId),
        );
      expect(await accounts.isAdmin(ann.userId)).toBe(false);
      expect(await listed()).toEqual([]);

      expect(await accounts.setAdmin(bob.userId, 1_790_000_000_002)).toBe(true);
      expect(await accounts.setAdmin(ann.userId, 1_790_000_000_001)).toBe(true);
      expect(await accounts.setAdmin(ann.userId, 1_790_000_000_003)).toBe(true);
      expect(await listed()).toEqual([
        { user: ann, sinceMs: 1_790_000_000_001 },
        { user: bob, sinceMs: 1_790_000_000_002 },
      ]);
      expect(await accounts.findByName(ann.name)).toEqual(ann);

      expect(await accounts.setAdmin(ann.userId, undefined)).toBe(true);
      expect(await accounts.setAdmin(ann.userId, undefined)).toBe(true);
      expect(await accounts.isAdmin(ann.userId)).toBe(false);
      expect(await accounts.isAdmin(bob.userId)).toBe(true);
    });

    test('who does not exist is none and cannot become one', async () => {
      const { accounts } = store();
      for (const userId of [NO_ONE, NOT_AN_ID, 'x']) {
        expect(await accounts.isAdmin(userId)).toBe(false);
        expect(await accounts.setAdmin(userId, 1)).toBe(false);
      }
    });
  });

  describe('search for people', () => {
    /** A beginning that no other test's names have. */
    const prefix = `find${nextId()}`;
    const names = async (text: string, limit = 10) =>
      (await store().accounts.search(prefix + text, limit)).map(one => one.name);

    test('by the beginning of either name, without regard to case, by name', async () => {
      await store().accounts.create(user(`${prefix}-delta`));
      await store().accounts.create(user(`${prefix}-Alpha`));
      await store().accounts.create(user(`zz-${prefix}`, { displayName: `${prefix}-ALMA` }));
      await store().accounts.create(user(`${prefix}-élan`));

      const all = [`${prefix}-Alpha`, `${prefix}-delta`, `${prefix}-élan`, `zz-${prefix}`];
      expect(await names('')).toEqual(all);
      expect(await names('-AL')).toEqual([`${prefix}-Alpha`, `zz-${prefix}`]);
      expect(await names('-É')).toEqual([`${prefix}-élan`]);
      expect(await names('', 2)).toEqual(all.slice(0, 2));
      expect(await names('-alpha-')).toEqual([]);
    });

    test('takes signs that mean something in LIKE literally', async () => {
      await store().accounts.create(user(`${prefix}%_x`));
      expect(await names('%_')).toEqual([`${prefix}%_x`]);
      expect(await names('%x')).toEqual([]);
      expect(await names('__x')).toEqual([]);
    });
  });
}
