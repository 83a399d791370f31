import { describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Cluster, Deployment } from '@parley/testing/deployment';
import { CLOSE, type SessionView } from '@parley/wire';
import { callGochat, GochatClient, type GochatOptions } from './gochat-client.ts';
import { call, newUser, PASSWORD, signIn } from './http.ts';
import { numbered, Person, withPeople } from './person.ts';

const SESSION_ERROR = { code: 40_000, data: null, message: 'Session error' };

/** Clients that were made for other systems, among our own (docs/compat.md). */
export function describeCompat(deployment: () => Deployment): void {
  const gochat = (startAt: number, options: GochatOptions = {}) =>
    GochatClient.arrive(deployment(), { startAt, ...options });
  const native = (startAt: number) => Person.arrive(deployment(), { startAt });

  describe('clients made for gochat', () => {
    test('they and native ones hear each other in the lobby: in one order, each once', () =>
      withPeople(async arrive => {
        const [ada, bob, cid] = await Promise.all([
          arrive(gochat(0)),
          arrive(gochat(1)),
          arrive(native(2)),
        ]);
        const said = numbered(`mixed ${cid.user.name}`, 30);
        for (const [i, text] of said.entries()) {
          if (i % 3 === 2) await cid.say(LOBBY_ID, text);
          else await (i % 3 === 1 ? bob : ada).say(text);
        }
        await cid.hears(LOBBY_ID, said);
        const heardByCid = cid.heard(LOBBY_ID).map(({ text }) => text);
        expect(heardByCid.filter(text => said.includes(text))).toEqual(said);
        for (const page of [ada, bob]) {
          await page.hears(3, said);
          expect(page.heard(3)).toEqual(said);
          expect(page.all(3)[2]).toEqual({
            code: 0,
            msg: said[2],
            fromUserId: Number(cid.user.userId),
            fromUserName: cid.user.name,
            toUserId: 0,
            toUserName: '',
            roomId: 1,
            op: 3,
            createTime: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
          });
        }
      }));

    test('they sit in the same direct chats', () =>
      withPeople(async arrive => {
        const [ada, bob, cid] = await Promise.all([
          arrive(gochat(0)),
          arrive(gochat(1)),
          arrive(native(2)),
        ]);
        const { conversationId } = await cid.client.api.openDirect(String(ada.userId));
        await cid.say(conversationId, 'psst');
        await ada.hears(2, ['psst']);
        expect(ada.all(2)).toEqual([
          {
            code: 0,
            msg: 'psst',
            fromUserId: Number(cid.user.userId),
            fromUserName: cid.user.name,
            toUserId: ada.userId,
            toUserName: ada.name,
            roomId: 1,
            op: 2,
            createTime: '',
          },
        ]);
        const said = numbered('private', 10);
        for (const [i, text] of said.entries()) {
          await (i % 2 ? cid.say(conversationId, text) : ada.sayTo(cid.user.userId, text));
        }
        await cid.hears(conversationId, said);
        expect(cid.heard(conversationId).map(({ text }) => text)).toEqual(['psst', ...said]);
        // What one says oneself is not told again.
        await ada.hears(2, ['private 10']);
        expect(ada.heard(2)).toEqual(['psst', ...said.filter((_, i) => i % 2)]);

        await ada.sayTo(bob.userId, 'between us');
        await bob.hears(2, ['between us']);
        expect(bob.heard(2)).toEqual(['between us']);
        await bob.say(`the end ${bob.name}`);
        await cid.hears(LOBBY_ID, [`the end ${bob.name}`]);
        expect(JSON.stringify(cid.events)).not.toContain('between us');
      }));

    test('what they say while a native client is away is there when it comes back', () =>
      withPeople(async arrive => {
        const [ada, bob] = await Promise.all([arrive(gochat(0)), arrive(native(1))]);
        // What is in the list when it is loaded counts as known, and is not told as news.
        await eventually(() => expect(bob.client.conversations.loaded).toBe(true));
        bob.client.disconnect();
        const lobby = numbered(`meanwhile ${ada.name}`, 10);
        for (const text of lobby) await ada.say(text);
        await ada.sayTo(bob.user.userId, 'call me');
        await bob.client.connect();
        const { conversationId } = await bob.client.api.openDirect(String(ada.userId));
        await bob.hears(LOBBY_ID, lobby);
        await bob.hears(conversationId, ['call me']);
        const heard = bob.heard(LOBBY_ID).map(({ text }) => text);
        expect(heard.filter(text => lobby.includes(text))).toEqual(lobby);
      }));

    test('their token is a session like others: listed, revoked, signed out', () =>
      withPeople(async arrive => {
        const [apiUrl = ''] = deployment().apiUrls;
        const { user } = await newUser(apiUrl);
        const account = { name: user.name, password: PASSWORD };
        const [phone, laptop] = await Promise.all([
          arrive(gochat(0, { account })),
          arrive(gochat(1, { account })),
        ]);
        expect([phone.userId, laptop.userId]).toEqual(Array(2).fill(Number(user.userId)));
        expect(laptop.token).not.toBe(phone.token);
        const { accessToken: token } = await signIn(apiUrl, account);
        const listed = async () => {
          const { body } = await call(apiUrl, 'GET', '/v1/sessions', { token });
          return body?.items as SessionView[];
        };
        const ofGochat = (await listed()).filter(({ deviceName }) => deviceName === 'gochat');
        expect(ofGochat).toHaveLength(2);
        // A native client may use it, too.
        expect(await call(apiUrl, 'GET', '/v1/me', { token: phone.token })).toMatchObject({
          status: 200,
          body: { userId: String(phone.userId), name: phone.name },
        });

        for (const { sessionId } of ofGochat.slice(0, 1)) {
          await call(apiUrl, 'DELETE', `/v1/sessions/${sessionId}`, { token });
        }
        const codes = () => Promise.race([phone.closed, laptop.closed]);
        expect(await codes()).toBe(CLOSE.session_revoked);
        const answers = await Promise.all([phone, laptop].map(one => one.call('/user/checkAuth')));
        const [survivor, revoked] = answers[0]?.code === 0 ? [phone, laptop] : [laptop, phone];
        expect(answers).toContainEqual(SESSION_ERROR);
        expect(await revoked.call('/push/pushRoom', { roomId: 1, msg: 'no' })).toEqual(
          SESSION_ERROR,
        );

        await survivor.say(`still here ${phone.name}`);
        await survivor.hears(3, [`still here ${phone.name}`]);
        expect(await survivor.call('/user/logout')).toEqual({
          code: 0,
          data: null,
          message: 'logout ok!',
        });
        expect(await survivor.closed).toBe(CLOSE.session_revoked);
        expect(await survivor.call('/user/logout')).toEqual(SESSION_ERROR);
        const left = (await listed()).map(({ deviceName }) => deviceName);
        expect(left).not.toContain('gochat');
      }));

    test('all devices of a person hear, also two with one token; one that goes takes none along', () =>
      withPeople(async arrive => {
        const [apiUrl = ''] = deployment().apiUrls;
        const { user, accessToken: token } = await newUser(apiUrl);
        const account = { name: user.name, password: PASSWORD };
        const [first, same, other, own, bob] = await Promise.all([
          arrive(gochat(0, { token })),
          arrive(gochat(1, { token })),
          arrive(gochat(2, { account })),
          arrive(Person.arrive(deployment(), { account, startAt: 1 })),
          arrive(native(0)),
        ]);
        const { conversationId } = await bob.client.api.openDirect(String(first.userId));
        await bob.say(conversationId, 'to all');
        await own.hears(conversationId, ['to all']);
        for (const page of [first, same, other]) await page.hears(2, ['to all']);
        await same.leave();
        const text = `one less ${first.name}`;
        await first.say(text);
        await own.hears(LOBBY_ID, [text]);
        for (const page of [first, other]) {
          await page.hears(3, [text]);
          expect(page.heard(3)).toEqual([text]);
          expect(page.heard(2)).toEqual(['to all']);
        }
      }));

    test('a room of ours is theirs by its id: joined on the way, counted, its people named', () =>
      withPeople(async arrive => {
        const [bob, eve] = await Promise.all([arrive(native(0)), arrive(gochat(2))]);
        const room = await bob.client.api.createConversation({ kind: 'room', title: 'For both' });
        const roomId = Number(room.conversationId);
        const ada = await arrive(gochat(1, { roomId }));
        const { userId, name } = bob.user;
        const online = { [userId]: name, [ada.userId]: ada.name };
        expect(ada.all(5).at(-1)).toEqual({ op: 5, roomId, count: 2, roomUserInfo: online });

        const ok = { code: 0, data: '', message: 'ok' };
        expect(await ada.call('/push/count', { roomId })).toEqual(ok);
        await eventually(() => expect(ada.all(4)).toEqual([{ count: 2, op: 4 }]), {
          timeoutMs: 5_000,
        });
        await bob.say(room.conversationId, 'welcome');
        await ada.hears(3, ['welcome']);
        expect(ada.all(3)).toMatchObject([{ roomId, fromUserName: name }]);
        // Who only says something in a room is a member from then on.
        await eve.say('may I?', roomId);
        await ada.hears(3, ['may I?']);
        const { items } = await bob.client.api.listMembers(room.conversationId);
        expect(items.map(({ user }) => user.userId)).toContain(String(eve.userId));
        expect(eve.heard(3)).not.toContain('may I?');
      }));

    test('200 messages of four pages at once: one order everywhere', () =>
      withPeople(async arrive => {
        const pages = await Promise.all([0, 1, 2, 3].map(i => arrive(gochat(i))));
        const witness = await arrive(native(0));
        const said = pages.map(page => numbered(`at once ${page.name}`, 50));
        await Promise.all(
          pages.flatMap((page, i) => (said[i] ?? []).map(async text => page.say(text))),
        );
        await witness.hears(LOBBY_ID, said.flat());
        const order = witness.heard(LOBBY_ID).map(({ text }) => text);
        for (const page of pages) {
          await page.hears(3, said.flat());
          expect(page.heard(3)).toEqual(order.slice(-200));
        }
      }));

    test('a token that is none opens nothing', async () => {
      const [apiUrl = ''] = deployment().apiUrls;
      for (const authToken of ['', 'x'.repeat(44), null]) {
        for (const path of ['/user/checkAuth', '/push/pushRoom', '/push/getRoomInfo']) {
          const json = { authToken, roomId: 1, msg: 'hi' };
          expect(await callGochat(apiUrl, path, json)).toEqual(SESSION_ERROR);
        }
      }
    });
  });
}

/** What only several nodes can show. */
export function describeCompatOfNodes(cluster: () => Cluster): void {
  test('a connect node is restarted: gochat’s clients are told, and come back to the same room', () =>
    withPeople(async arrive => {
      const victim = cluster().nodes.find(({ module }) => module === 'connect');
      const [there, elsewhere] = await Promise.all(
        [0, 1].map(startAt => arrive(GochatClient.arrive(cluster(), { startAt }))),
      );
      if (!there || !elsewhere) throw new Error('nobody came');
      if (!victim) throw new Error('no node');
      const restarted = cluster().restartNode(victim);
      expect(await there.closed).toBe(CLOSE.going_away);
      await restarted;
      // The new node is the last of the list now.
      const startAt = cluster().connectUrls.length - 1;
      const back = await arrive(GochatClient.arrive(cluster(), { startAt, token: there.token }));
      const text = `back ${back.name}`;
      await elsewhere.say(text);
      for (const page of [back, elsewhere]) await page.hears(3, [text]);
      expect(back.heard(3)).toEqual([text]);
    }));
}
