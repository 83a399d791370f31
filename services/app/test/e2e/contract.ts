import { describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import { CLOSE, type EventsView } from '@parley/wire';
import { describeFaults } from './contract-faults.ts';
import { describeReceipts } from './contract-receipts.ts';
import { describeResume } from './contract-resume.ts';
import { call, newUser, PASSWORD, signIn } from './http.ts';
import { numbered, Person, withPeople } from './person.ts';
import { RawSocket } from './raw-socket.ts';
import { Witnesses } from './witnesses.ts';

/**
 * docs/delivery.md, promise by promise, on whichever database and queue the deployment has. People
 * are spread over the nodes, so that with several of them each promise is kept across nodes.
 */
export function describeContract(deployment: () => Deployment): void {
  const urlOf = (urls: readonly string[], i: number) => urls[i % urls.length] ?? '';
  const apiUrl = (i = 0) => urlOf(deployment().apiUrls, i);
  const connectUrl = (i = 0) => urlOf(deployment().connectUrls, i);
  const arriveAt = (startAt: number) => Person.arrive(deployment(), { startAt });

  describe('the delivery contract', () => {
    test('one clientId is one message: by every way, at the same moment, and later', async () => {
      const { accessToken: token, user } = await newUser(apiUrl());
      const { userId } = user;
      const clientId = 'the-same';
      const body = { kind: 'text', text: 'once and for all' } as const;
      const path = `/v1/conversations/${LOBBY_ID}/messages`;
      const post = (i: number, text: string = body.text) =>
        call(apiUrl(i), 'POST', path, { token, json: { clientId, body: { ...body, text } } });
      const sockets = await Promise.all(
        [0, 1, 2, 3].map(i => RawSocket.signedIn(connectUrl(i), token, `device-${i}`)),
      );
      const frame = { op: 'send', conversationId: LOBBY_ID, clientId } as const;
      const overSocket = async (socket: RawSocket, id: number) => {
        socket.send({ ...frame, id, body });
        const { seq, messageId, createdAtMs } = await socket.next('sent', sent => sent.id === id);
        return { conversationId: LOBBY_ID, seq, messageId, createdAtMs };
      };
      const answers = await Promise.all([
        ...sockets.map(socket => overSocket(socket, 2)),
        ...[0, 1, 2, 3].map(async i => (await post(i)).body),
      ]);
      expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
      const [socket] = sockets;
      if (!socket) throw new Error('no socket');
      expect(await overSocket(socket, 3)).toEqual(answers[0]);

      expect(await post(1, 'something else')).toMatchObject({
        status: 409,
        body: { status: 409, code: 'client_id_conflict', retryable: false },
      });
      socket.send({ ...frame, id: 4, body: { kind: 'text', text: 'something else' } });
      const refused = await socket.next('error', ({ id }) => id === 4);
      expect(refused.error).toMatchObject({ code: 'client_id_conflict', retryable: false });

      for (const one of sockets) one.close();
      const afterSeq = Number(answers[0]?.seq) - 1;
      const url = `/v1/conversations/${LOBBY_ID}/events?afterSeq=${afterSeq}&limit=100`;
      const { events } = (await call(apiUrl(), 'GET', url, { token }))
        .body as unknown as EventsView;
      const copies = events.filter(event => event.senderId === userId && event.type === 'message');
      expect(copies).toHaveLength(1);
    });

    test('twenty talk at once on all nodes: one order everywhere, without a hole', () =>
      withPeople(async arrive => {
        const people = await Promise.all(Array.from({ length: 20 }, (_, i) => arrive(arriveAt(i))));
        const [owner] = people;
        if (!owner) throw new Error('nobody came');
        const witnesses = new Witnesses(people);
        const { conversationId: room } = await owner.client.api.createConversation({
          kind: 'room',
          title: `Room of ${owner.user.name}`,
        });
        for (const person of people.slice(1)) await person.client.api.join(room);
        const said = people.map(({ user }) => numbered(user.name, 20));
        await Promise.all(
          people.flatMap((person, i) =>
            (said[i] ?? []).map(text => witnesses.say(person, room, text)),
          ),
        );
        for (const person of people) await person.hears(room, said.flat());
        const inOrder = owner.heard(room);
        expect(inOrder).toHaveLength(400);
        expect(inOrder.at(-1)?.seq).toBe((inOrder[0]?.seq ?? 0) + 399);
        for (const person of people) expect(person.heard(room)).toEqual(inOrder);
        // Everybody's showing of everything, and each message sent and acknowledged.
        const facts = 20 * 400 + 2 * 400;
        await witnesses.expectContractKept(
          { conversationId: room, kind: 'room', from: owner },
          facts,
        );
      }));

    test('people come and go while others talk: nobody hears what was not for them', () =>
      withPeople(async arrive => {
        const [ann, bob, cid, dan] = await Promise.all([0, 1, 2, 3].map(i => arrive(arriveAt(i))));
        if (!ann || !bob || !cid || !dan) throw new Error('nobody came');
        const witnesses = new Witnesses([ann, bob, cid, dan]);
        const { conversationId: group } = await ann.client.api.createConversation({
          kind: 'group',
          title: 'A busy group',
          memberIds: [bob.user.userId, dan.user.userId],
        });
        const said = numbered('talk', 120);
        const sends = said.map((text, i) => witnesses.say(i % 2 ? ann : dan, group, text));
        await sends[20];
        await ann.client.api.addMembers(group, [cid.user.userId]);
        await sends[40];
        await ann.client.api.removeMember(group, bob.user.userId);
        await Promise.all(sends);
        await witnesses.say(ann, group, 'the end');
        for (const person of [ann, cid, dan]) await person.hears(group, ['the end']);
        await expect(bob.say(group, 'let me in')).rejects.toMatchObject({ code: 'not_found' });
        expect(bob.heard(group).map(({ text }) => text)).not.toContain('the end');
        // His conversation is gone; what it showed until then counts.
        witnesses.forget(bob);
        const facts = 2 * 121 + 2 * 122;
        await witnesses.expectContractKept(
          { conversationId: group, kind: 'group', from: ann },
          facts,
        );
      }));

    test('positions only grow, whichever device and node they come from', () =>
      withPeople(async arrive => {
        const ann = await arrive(arriveAt(0));
        const { accessToken: token, user } = await newUser(apiUrl());
        const { conversationId } = await ann.client.api.openDirect(user.userId);
        for (const text of numbered('read me', 5)) await ann.say(conversationId, text);
        const lastSeq = ann.client.conversations.get(conversationId)?.lastSeq ?? 0;
        const path = `/v1/conversations/${conversationId}`;
        const own = async () => (await call(apiUrl(1), 'GET', path, { token })).body?.own;
        const put = async (json: object) => {
          const { status } = await call(apiUrl(), 'PUT', `${path}/position`, { token, json });
          expect(status).toBe(204);
        };

        const phone = await RawSocket.signedIn(connectUrl(0), token, 'phone');
        const laptop = await RawSocket.signedIn(connectUrl(1), token, 'laptop');
        phone.send({ op: 'ack', conversationId, seq: lastSeq });
        laptop.send({ op: 'read', conversationId, seq: lastSeq - 1 });
        const reached = { deliveredSeq: lastSeq, readSeq: lastSeq - 1 };
        await eventually(async () => expect(await own()).toMatchObject(reached));
        await put({ deliveredSeq: 1, readSeq: 2 });
        expect(await own()).toMatchObject(reached);
        // Nobody has read what was not written.
        await put({ readSeq: lastSeq + 100 });
        expect(await own()).toMatchObject({ deliveredSeq: lastSeq, readSeq: lastSeq });
        for (const socket of [phone, laptop]) socket.close();
      }));

    test('who is signed out is out at once: socket, token and refresh token', async () => {
      const { accessToken: token, refreshToken, user, sessionId } = await newUser(apiUrl());
      const other = await signIn(apiUrl(1), { name: user.name, password: PASSWORD });
      const socket = await RawSocket.signedIn(connectUrl(0), token);
      const survivor = await RawSocket.signedIn(connectUrl(1), other.accessToken, 'survivor');
      const path = `/v1/sessions/${sessionId}`;
      const ended = await call(apiUrl(1), 'DELETE', path, { token: other.accessToken });
      expect(ended.status).toBe(204);
      const revoked = { status: 401, body: { code: 'session_revoked' } };
      expect(await call(apiUrl(), 'GET', '/v1/me', { token })).toMatchObject(revoked);
      const refresh = { json: { refreshToken } };
      expect((await call(apiUrl(), 'POST', '/v1/sessions/refresh', refresh)).status).toBe(401);
      expect(await socket.closed).toBe(CLOSE.session_revoked);
      const late = await RawSocket.open(connectUrl(1));
      late.send({ op: 'hello', id: 1, protocol: 1, token, deviceId: 'late', heads: [] });
      expect(await late.closed).toBe(CLOSE.session_revoked);
      survivor.send({ op: 'ping', id: 9 });
      expect(await survivor.next('pong')).toEqual({ op: 'pong', id: 9 });
      survivor.close();
    });

    describeReceipts(deployment);
    test('a refresh whose answer was lost is answered again, on any node, and an older one ends it', async () => {
      const { refreshToken: first } = await newUser(apiUrl());
      const refresh = (i: number, refreshToken: string) =>
        call(apiUrl(i), 'POST', '/v1/sessions/refresh', { json: { refreshToken } });
      const answers = await Promise.all([0, 1, 2, 3].map(i => refresh(i, first)));
      const [second, ...others] = new Set(answers.map(({ body }) => String(body?.refreshToken)));
      expect(others).toEqual([]);
      expect(second).not.toBe(first);
      const third = await refresh(1, second ?? '');
      expect(third.status).toBe(200);
      const revoked = { status: 401, body: { code: 'session_revoked' } };
      expect(await refresh(0, first)).toMatchObject(revoked);
      expect(await refresh(1, String(third.body?.refreshToken))).toMatchObject(revoked);
    });

    describeResume(deployment);
    // Last: they stop everything and start it again.
    describeFaults(deployment);
  });
}
