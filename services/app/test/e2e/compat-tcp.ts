import { describe, expect, test } from '@jest/globals';
import { LOBBY_ID } from '@parley/core';
import type { Deployment } from '@parley/testing/deployment';
import { CLOSE, type LogEvent } from '@parley/wire';
import { GochatClient } from './gochat-client.ts';
import { call, newUser } from './http.ts';
import { numbered, Person, withPeople } from './person.ts';
import { TcpPipe } from './tcp-pipe.ts';

/** The same conversations over TCP: in gochat's frames, and in our own. */
export function describeTcp(deployment: () => Deployment): void {
  const apiUrl = () => deployment().apiUrls[0] ?? '';

  describe('over TCP', () => {
    test('gochat’s client, its page and ours talk in the lobby and directly', () =>
      withPeople(async arrive => {
        const [ada, bob, pipe] = await Promise.all([
          arrive(GochatClient.arrive(deployment(), { startAt: 0 })),
          arrive(Person.arrive(deployment(), { startAt: 1 })),
          arrive(TcpPipe.open(deployment(), 'v1', 2)),
        ]);
        const { accessToken: authToken, user } = await newUser(apiUrl());
        // As its own test client writes it; who one is comes from the token alone.
        const frame = (op: number, msg: string) => ({
          code: 0,
          msg,
          fromUserId: 1,
          fromUserName: 'somebody else',
          toUserId: 0,
          toUserName: '',
          roomId: 1,
          op,
          createTime: '',
          authToken,
        });
        pipe.send(frame(6, ''));
        const info = await pipe.next(({ op }) => op === 5);
        expect(info.roomUserInfo).toMatchObject({ [user.userId]: user.name });
        const said = numbered(`over tcp ${user.name}`, 9);
        for (const [i, text] of said.entries()) {
          if (i % 3 === 0) pipe.send(frame(3, text));
          else await (i % 3 === 1 ? ada.say(text) : bob.say(LOBBY_ID, text));
          await pipe.next(({ op, msg }) => op === 3 && msg === text);
        }
        for (const bodies of [pipe.bodies, ada.all(3)]) {
          const heard = bodies.filter(({ op }) => op === 3);
          expect(heard.map(({ msg }) => msg)).toEqual(said);
          expect(heard[0]).toMatchObject({ fromUserId: Number(user.userId), roomId: 1 });
        }
        await bob.hears(LOBBY_ID, said);
        await ada.sayTo(user.userId, 'psst');
        expect(await pipe.next(({ op }) => op === 2)).toMatchObject({
          msg: 'psst',
          fromUserName: ada.name,
        });
        await call(apiUrl(), 'DELETE', '/v1/sessions/current', { token: authToken });
        expect(await pipe.next(({ op }) => op === 0)).toMatchObject({
          code: CLOSE.session_revoked,
        });
        await pipe.ended;
      }));

    test('our own protocol: hello, send, events, history', () =>
      withPeople(async arrive => {
        const [bob, pipe] = await Promise.all([
          arrive(Person.arrive(deployment(), { startAt: 0 })),
          arrive(TcpPipe.open(deployment(), 'p1', 1)),
        ]);
        const { accessToken: token, user } = await newUser(apiUrl());
        pipe.send({ op: 'hello', id: 1, protocol: 1, token, deviceId: 'tcp', heads: [] });
        await pipe.next(({ op }) => op === 'welcome');
        const text = `by tcp ${user.name}`;
        const send = { op: 'send', id: 2, conversationId: LOBBY_ID, clientId: 'one' };
        pipe.send({ ...send, body: { kind: 'text', text } });
        const { seq } = await pipe.next(({ op, id }) => op === 'sent' && id === 2);
        await bob.hears(LOBBY_ID, [text]);
        await bob.say(LOBBY_ID, `back ${user.name}`);
        const isAnswer = (event: LogEvent) =>
          event.type === 'message' && event.body.text === `back ${user.name}`;
        await pipe.next(
          ({ op, events }) => op === 'events' && (events as LogEvent[]).some(isAnswer),
        );
        const afterSeq = Number(seq) - 1;
        pipe.send({ op: 'history', id: 3, conversationId: LOBBY_ID, afterSeq, limit: 1 });
        const page = await pipe.next(({ op, id }) => op === 'page' && id === 3);
        expect(page.events).toMatchObject([{ seq, body: { text }, senderId: user.userId }]);
      }));
  });
}
