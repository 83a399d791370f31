import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { HOLDS_NOTHING, openTestLogic, QUEUE_IS_AWAY, type TestLogic } from '../../test/harness.ts';
import type { Session } from '../tokens/authenticate.ts';
import type { SignedIn } from '../tokens/session-tokens.ts';

const DAY_MS = 24 * 3_600_000;
let logic: TestLogic;
let laptop: SignedIn;

const PASSWORD = 'correct horse';
const signIn = (deviceName: string) =>
  logic.useCases.signIn({ name: 'ada', password: PASSWORD, deviceName });
const sessionOf = ({ user, sessionId }: SignedIn): Session => ({ userId: user.userId, sessionId });
const closedSessions = () =>
  logic.queue.published.flatMap(({ closeSessionId, audience }) =>
    closeSessionId ? [{ closeSessionId, users: audience?.users?.userIds }] : [],
  );

beforeEach(async () => {
  logic = await openTestLogic();
  laptop = await logic.useCases.registerAccount({
    name: 'ada',
    password: PASSWORD,
    displayName: '',
    deviceName: 'Laptop',
  });
});
afterEach(() => logic.close());

describe('an access token', () => {
  test('ends after its time', async () => {
    const { authenticate } = logic.useCases;
    expect(await authenticate(laptop.accessToken)).toEqual(sessionOf(laptop));
    logic.fakeClock.advance(laptop.accessExpiresAtMs - logic.fakeClock.nowMs());
    await expect(authenticate(laptop.accessToken)).rejects.toMatchObject({ code: 'token_expired' });
  });

  test('all callers of one turn are looked up together', async () => {
    let lookups = 0;
    const { sessions } = logic.store;
    const owners = sessions.owners.bind(sessions);
    sessions.owners = ids => {
      lookups += 1;
      return owners(ids);
    };
    const phone = await signIn('Phone');
    const both = [laptop, phone].flatMap(({ accessToken }) => Array(50).fill(accessToken));
    const results = await Promise.all(both.map(token => logic.useCases.authenticate(token)));
    expect(new Set(results.map(({ sessionId }) => sessionId)).size).toBe(2);
    expect(lookups).toBe(1);
  });
});

describe('refresh', () => {
  async function expectTheftNoticed(refreshToken: string): Promise<void> {
    await expect(logic.useCases.refreshSession(refreshToken)).rejects.toMatchObject({
      code: 'session_revoked',
    });
    expect(closedSessions()).toEqual([
      { closeSessionId: laptop.sessionId, users: [laptop.user.userId] },
    ]);
  }

  test('gives new tokens of the same session, once', async () => {
    logic.fakeClock.advance(60_000);
    const next = await logic.useCases.refreshSession(laptop.refreshToken);
    expect(next.sessionId).toBe(laptop.sessionId);
    expect(next.refreshToken).not.toBe(laptop.refreshToken);
    expect(next.user.name).toBe('ada');
    expect(await logic.useCases.authenticate(next.accessToken)).toEqual(sessionOf(laptop));
    const [session] = await logic.useCases.listSessions(sessionOf(laptop));
    expect(session?.lastSeenAtMs).toBe(logic.fakeClock.nowMs());
  });

  test('an answer that was lost can be had again for a while: the same token, of the same session', async () => {
    const next = await logic.useCases.refreshSession(laptop.refreshToken);
    logic.fakeClock.advance(59_999);
    const again = await logic.useCases.refreshSession(laptop.refreshToken);
    expect(again).toMatchObject({
      sessionId: laptop.sessionId,
      refreshToken: next.refreshToken,
      refreshExpiresAtMs: next.refreshExpiresAtMs,
    });
    expect(again.accessExpiresAtMs).toBeGreaterThan(next.accessExpiresAtMs);
    expect(await logic.useCases.authenticate(again.accessToken)).toEqual(sessionOf(laptop));
    expect(closedSessions()).toEqual([]);
    const third = await logic.useCases.refreshSession(again.refreshToken);
    expect(third.refreshToken).not.toBe(next.refreshToken);
  });

  test('an old token that comes later signs the session out and closes its sockets', async () => {
    const next = await logic.useCases.refreshSession(laptop.refreshToken);
    const phone = await signIn('Phone');
    logic.fakeClock.advance(60_000);
    await expectTheftNoticed(laptop.refreshToken);
    for (const token of [laptop.accessToken, next.accessToken]) {
      await expect(logic.useCases.authenticate(token)).rejects.toMatchObject({
        code: 'session_revoked',
      });
    }
    await expect(logic.useCases.refreshSession(next.refreshToken)).rejects.toMatchObject({
      code: 'session_revoked',
    });
    expect(await logic.useCases.authenticate(phone.accessToken)).toEqual(sessionOf(phone));
  });

  test('the token before the last is never good, however soon it comes', async () => {
    const next = await logic.useCases.refreshSession(laptop.refreshToken);
    await logic.useCases.refreshSession(next.refreshToken);
    await expectTheftNoticed(laptop.refreshToken);
  });

  test('repeating does not make the time longer', async () => {
    await logic.useCases.refreshSession(laptop.refreshToken);
    for (let i = 0; i < 3; i++) {
      logic.fakeClock.advance(19_000);
      await logic.useCases.refreshSession(laptop.refreshToken);
    }
    logic.fakeClock.advance(3_000);
    await expectTheftNoticed(laptop.refreshToken);
  });

  test('two at the same moment get the same token', async () => {
    const [one, two] = await Promise.all([
      logic.useCases.refreshSession(laptop.refreshToken),
      logic.useCases.refreshSession(laptop.refreshToken),
    ]);
    expect(one.refreshToken).toBe(two.refreshToken);
    expect((await logic.useCases.refreshSession(one.refreshToken)).sessionId).toBe(one.sessionId);
  });

  test('without a grace a token is good once, and two at the same moment never both succeed', async () => {
    await logic.close();
    logic = await openTestLogic({ refreshGraceMs: 0 });
    laptop = await logic.useCases.registerAccount({
      name: 'ada',
      password: PASSWORD,
      displayName: '',
      deviceName: 'Laptop',
    });
    const results = await Promise.allSettled([
      logic.useCases.refreshSession(laptop.refreshToken),
      logic.useCases.refreshSession(laptop.refreshToken),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'session_revoked' },
    });
  });

  test('made-up tokens sign nobody out', async () => {
    const made = [
      'nonsense',
      `${laptop.sessionId}.${'A'.repeat(43)}`,
      `${laptop.refreshToken.slice(0, -1)}${laptop.refreshToken.endsWith('A') ? 'E' : 'A'}`,
      `999.${laptop.refreshToken.split('.')[1]}`,
    ];
    for (const token of made) {
      await expect(logic.useCases.refreshSession(token)).rejects.toMatchObject({
        code: 'unauthenticated',
      });
    }
    expect(closedSessions()).toEqual([]);
    await logic.useCases.refreshSession(laptop.refreshToken);
  });

  test('a device that was away too long is signed out', async () => {
    logic.fakeClock.advance(31 * DAY_MS);
    expect(await logic.useCases.listSessions(sessionOf(laptop))).toEqual([]);
    expect(await logic.store.sessions.listByUser(laptop.user.userId)).toHaveLength(1);
    await expect(logic.useCases.refreshSession(laptop.refreshToken)).rejects.toMatchObject({
      code: 'token_expired',
    });
    expect(await logic.store.sessions.listByUser(laptop.user.userId)).toEqual([]);
  });

  test('using it keeps a device signed in for good', async () => {
    let token = laptop.refreshToken;
    for (let month = 0; month < 5; month++) {
      logic.fakeClock.advance(29 * DAY_MS);
      token = (await logic.useCases.refreshSession(token)).refreshToken;
    }
  });
});

describe('sign out', () => {
  test('ends the own session at once and has its sockets closed', async () => {
    expect(await logic.useCases.signOut(sessionOf(laptop), { which: 'own' })).toBe(1);
    await expect(logic.useCases.authenticate(laptop.accessToken)).rejects.toMatchObject({
      code: 'session_revoked',
    });
    await expect(logic.useCases.refreshSession(laptop.refreshToken)).rejects.toMatchObject({
      code: 'session_revoked',
    });
    expect(closedSessions()).toEqual([
      { closeSessionId: laptop.sessionId, users: [laptop.user.userId] },
    ]);
    expect(logic.queue.elements.map(({ key }) => key)).toContain(laptop.user.userId);
  });

  test('ends one other, or all others', async () => {
    const [phone, tablet, tv] = [await signIn('Phone'), await signIn('Tablet'), await signIn('TV')];
    const { signOut, listSessions } = logic.useCases;
    const own = sessionOf(laptop);
    expect(await signOut(own, { which: 'one', sessionId: phone.sessionId })).toBe(1);
    expect(await signOut(own, { which: 'others' })).toBe(2);
    expect(await signOut(own, { which: 'others' })).toBe(0);
    expect(
      closedSessions()
        .map(({ closeSessionId }) => closeSessionId)
        .sort(),
    ).toEqual([phone, tablet, tv].map(({ sessionId }) => sessionId).sort());
    expect((await listSessions(own)).map(({ deviceName }) => deviceName)).toEqual(['Laptop']);
  });

  test("somebody else's session does not exist", async () => {
    const bob = await logic.useCases.registerAccount({
      name: 'bob',
      password: PASSWORD,
      displayName: '',
      deviceName: '',
    });
    const choice = { which: 'one', sessionId: laptop.sessionId } as const;
    await expect(logic.useCases.signOut(sessionOf(bob), choice)).rejects.toMatchObject({
      code: 'not_found',
      details: { field: 'sessionId' },
    });
    await logic.useCases.authenticate(laptop.accessToken);
  });

  test('holds even when the queue is away; the socket is closed when its node reports it', async () => {
    const connection = {
      deviceId: 'd',
      connectionId: 'c1',
      serverId: 's1',
      away: false,
      attempt: 0,
    };
    const { accessToken } = laptop;
    await logic.useCases.openConnection({ accessToken, ...connection, ...HOLDS_NOTHING });
    logic.queue.refusal = QUEUE_IS_AWAY;
    expect(await logic.useCases.signOut(sessionOf(laptop), { which: 'own' })).toBe(1);
    logic.queue.refusal = undefined;
    expect(closedSessions()).toEqual([]);
    const phone = await signIn('Phone');
    const bindings = [laptop, phone].map(one => ({
      ...sessionOf(one),
      ...connection,
      boundAtUs: 1,
      gapKnown: false,
    }));
    await logic.useCases.touchConnections('s1', bindings, []);
    expect(closedSessions()).toEqual([
      { closeSessionId: laptop.sessionId, users: [laptop.user.userId] },
    ]);
  });
});
