import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { openTestLogic, type TestLogic } from '../../test/harness.ts';

const PASSWORD = 'correct horse';
let logic: TestLogic;

beforeEach(async () => {
  logic = await openTestLogic();
});
afterEach(() => logic.close());

const register = (name: string, changes: object = {}) =>
  logic.useCases.registerAccount({
    name,
    password: PASSWORD,
    displayName: '',
    deviceName: 'Laptop',
    ...changes,
  });

describe('register', () => {
  test('makes a user who is signed in and in the lobby', async () => {
    const signedIn = await register('Ada', { displayName: 'Ada L.' });
    expect(signedIn.user).toMatchObject({ name: 'Ada', displayName: 'Ada L.' });
    const session = await logic.useCases.authenticate(signedIn.accessToken);
    expect(session).toEqual({ userId: signedIn.user.userId, sessionId: signedIn.sessionId });
    const { items } = await logic.useCases.listConversations(session, { limit: 0, cursor: '' });
    expect(items.map(({ conversation }) => conversation.conversationId)).toContain(LOBBY_ID);
    const [joined] = await logic.store.log.read(LOBBY_ID, { afterSeq: 0 }, 10);
    expect(joined).toMatchObject({ type: 'members-added', senderId: session.userId });
  });

  test('a name is taken without regard to case and spelling', async () => {
    await register('Zoë');
    for (const name of ['Zoë', 'zoë', 'ZOE\u0308']) {
      await expect(register(name)).rejects.toMatchObject({
        code: 'name_taken',
        details: { field: 'name' },
      });
    }
  });

  test('two at the same moment: one gets the name', async () => {
    const results = await Promise.allSettled([register('bob'), register('Bob')]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'name_taken' },
    });
  });

  test('bad input is named', async () => {
    await expect(register('x')).rejects.toMatchObject({ details: { field: 'name' } });
    await expect(register('bob', { password: 'short' })).rejects.toMatchObject({
      details: { field: 'password', expected: '8 to 128 characters' },
    });
    await expect(register('bob', { displayName: 'a\nb' })).rejects.toMatchObject({
      details: { field: 'displayName' },
    });
    expect(await logic.store.accounts.findByName('bob')).toBeUndefined();
  });

  test('can be closed', async () => {
    await logic.close();
    logic = await openTestLogic({ registration: 'closed' });
    await expect(register('ada')).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('sign in', () => {
  test('each device has a session of its own', async () => {
    const first = await register('ada');
    const second = await logic.useCases.signIn({
      name: ' ADA',
      password: PASSWORD,
      deviceName: 'Phone',
    });
    expect(second.user.userId).toBe(first.user.userId);
    expect(second.sessionId).not.toBe(first.sessionId);
    const sessions = await logic.useCases.listSessions({
      userId: second.user.userId,
      sessionId: second.sessionId,
    });
    expect(sessions.map(({ deviceName }) => deviceName).sort()).toEqual(['Laptop', 'Phone']);
  });

  test('a wrong name and a wrong password are answered alike', async () => {
    await register('ada');
    const failures = await Promise.allSettled(
      [
        ['ada', 'wrong horse'],
        ['eve', PASSWORD],
        ['ada', ''],
        ['ada', 'x'.repeat(10_000)],
      ].map(([name = '', password = '']) =>
        logic.useCases.signIn({ name, password, deviceName: '' }),
      ),
    );
    const bodies = failures.map(
      failure => failure.status === 'rejected' && failure.reason.toBody(),
    );
    expect(new Set(bodies.map(body => JSON.stringify(body))).size).toBe(1);
    expect(bodies[0]).toMatchObject({ code: 'wrong_credentials', retryable: false });
  });

  test('an imported password is good once, and then kept as our own are', async () => {
    const { userId } = await logic.person('old-timer');
    const sha1 = '$sha1$3d4f2bf07dc1be38b20cd6e46949a1071f9d0e3d';
    await logic.store.accounts.replacePasswordHash(userId, 'none', sha1);
    const signIn = (password: string) =>
      logic.useCases.signIn({ name: 'old-timer', password, deviceName: '' });
    const hash = async () => (await logic.store.accounts.findByName('old-timer'))?.passwordHash;

    for (const wrong of ['111112', sha1, sha1.slice(6)]) {
      await expect(signIn(wrong)).rejects.toMatchObject({ code: 'wrong_credentials' });
    }
    expect(await hash()).toBe(sha1);
    expect((await signIn('111111')).user.userId).toBe(userId);
    expect(await hash()).toMatch(/^\$argon2id\$/);
    expect((await signIn('111111')).user.userId).toBe(userId);
    await expect(signIn('111112')).rejects.toMatchObject({ code: 'wrong_credentials' });
  });

  test('a client that knows no refresh has one token, and it ends like any other', async () => {
    const device = { deviceName: 'Old client', opaqueToken: true };
    await register('ada');
    const signedIn = await logic.useCases.signIn({ name: 'ada', password: PASSWORD, ...device });
    const { accessToken, refreshToken, sessionId, user } = signedIn;
    expect(accessToken).toMatch(/^[\w-]{43}=$/);
    expect(refreshToken).toBe('');
    const session = { userId: user.userId, sessionId };
    expect(await logic.useCases.authenticate(accessToken)).toEqual(session);
    const devices = await logic.useCases.listSessions(session);
    expect(devices.map(({ deviceName }) => deviceName)).toContain('Old client');

    logic.fakeClock.advance(24 * 3_600_000 - 1_000);
    expect(await logic.useCases.authenticate(accessToken)).toEqual(session);
    logic.fakeClock.advance(1_000);
    const late = logic.useCases.authenticate(accessToken);
    await expect(late).rejects.toMatchObject({ code: 'token_expired' });

    const next = await logic.useCases.signIn({ name: 'ada', password: PASSWORD, ...device });
    await logic.useCases.signOut({ ...session, sessionId: next.sessionId }, { which: 'own' });
    const revoked = logic.useCases.authenticate(next.accessToken);
    await expect(revoked).rejects.toMatchObject({ code: 'session_revoked' });
  });

  test('a storm is bounded', async () => {
    await logic.close();
    logic = await openTestLogic({ passwordConcurrency: 1, maxWaitingPasswords: 2 });
    const storm = Array.from({ length: 6 }, () =>
      logic.useCases.signIn({ name: 'nobody', password: PASSWORD, deviceName: '' }),
    );
    const codes = (await Promise.allSettled(storm)).map(
      result => result.status === 'rejected' && result.reason.code,
    );
    expect(codes.filter(code => code === 'overloaded')).toHaveLength(3);
    expect(codes.filter(code => code === 'wrong_credentials')).toHaveLength(3);
  });
});

describe('users', () => {
  test('by id in the order asked for, by prefix by name, and oneself', async () => {
    const [bob, ann, andy] = [
      await logic.person('bob'),
      await logic.person('Ann'),
      await logic.person('andy'),
    ];
    const { getUsers, findUsers, getMe } = logic.useCases;
    const found = await getUsers([ann.userId, '999999', bob.userId, ann.userId]);
    expect(found.map(({ name }) => name)).toEqual(['Ann', 'bob']);
    expect((await findUsers(' AN', 0)).map(({ name }) => name)).toEqual(['andy', 'Ann']);
    expect(await findUsers('an', 1)).toHaveLength(1);
    expect(await findUsers('%', 0)).toEqual([]);
    expect(await getMe(andy)).toMatchObject({ name: 'andy' });
  });

  test('bad input is named', async () => {
    const { getUsers, findUsers } = logic.useCases;
    await expect(getUsers(['x'])).rejects.toMatchObject({ details: { field: 'userIds[0]' } });
    const many = Array.from({ length: 201 }, (_, i) => String(i + 1));
    await expect(getUsers(many)).rejects.toMatchObject({ details: { field: 'userIds' } });
    await expect(findUsers('  ', 0)).rejects.toMatchObject({ details: { field: 'prefix' } });
    await expect(findUsers('a', 51)).rejects.toMatchObject({ details: { field: 'limit' } });
  });
});
