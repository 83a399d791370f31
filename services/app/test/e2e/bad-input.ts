import { connect as connectTcp } from 'node:net';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Deployment } from '@parley/testing/deployment';
import { CLOSE, type SignedInView, WS_CLOSE } from '@parley/wire';
import { forgeToken } from './forge-token.ts';
import { call, newUser } from './http.ts';
import { RawSocket } from './raw-socket.ts';

/** What an entry answers to input that no client of ours would send. */
export function describeBadInput(deployment: () => Deployment, jwtSecret: string): void {
  let apiUrl: string;
  let connectUrl: string;
  let user: SignedInView;
  let forged: { expired: string; wrongKey: string; unsigned: string };

  beforeAll(async () => {
    apiUrl = deployment().apiUrls[0] ?? '';
    connectUrl = deployment().connectUrls[0] ?? '';
    user = await newUser(apiUrl);
    const { accessToken } = user;
    forged = {
      expired: forgeToken(accessToken, jwtSecret, { claims: { exp: 1_700_000_000 } }),
      wrongKey: forgeToken(accessToken, 'somebody else’s key', {}),
      unsigned: `${forgeToken(accessToken, '', { header: { alg: 'none' } })
        .split('.')
        .slice(0, 2)
        .join('.')}.`,
    };
  });

  /** A private conversation of two others. */
  async function foreignConversation(): Promise<string> {
    const [a, b] = await Promise.all([newUser(apiUrl), newUser(apiUrl)]);
    const direct = await call(apiUrl, 'POST', '/v1/directs', {
      token: a.accessToken,
      json: { userId: b.user.userId },
    });
    return direct.body?.conversationId as string;
  }

  /** That somebody else is served as before. */
  async function expectAllWell(): Promise<void> {
    const other = await newUser(apiUrl);
    const socket = await RawSocket.signedIn(connectUrl, other.accessToken);
    const clientId = `well-${Date.now()}`;
    const body = { kind: 'text', text: 'still here' } as const;
    socket.send({ op: 'send', id: 2, conversationId: '1', clientId, body });
    await socket.next('sent');
    socket.close();
    for (const node of deployment().nodes) {
      expect(() => process.kill(node.process.pid, 0)).not.toThrow();
    }
  }

  describe('over HTTP', () => {
    const problem = (status: number, code: string) => ({ status, body: { status, code } });

    test('malformed JSON, wrong types and unknown fields are named', async () => {
      const sessions = (options: object) => call(apiUrl, 'POST', '/v1/sessions', options);
      expect(await sessions({ text: '{"name":' })).toMatchObject(problem(400, 'invalid_request'));
      expect(await sessions({ json: { name: 7, password: 'x' } })).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', field: 'name', value: '7' },
      });
      expect(await sessions({ json: { name: 'a', password: 'x', admin: true } })).toMatchObject({
        status: 400,
        body: { code: 'invalid_request', field: 'admin' },
      });
    });

    test('what is too large is refused', async () => {
      const json = { name: 'x'.repeat(2_000_000), password: 'x' };
      expect(await call(apiUrl, 'POST', '/v1/sessions', { json })).toMatchObject(
        problem(413, 'too_large'),
      );
    });

    test('unknown paths and methods', async () => {
      expect(await call(apiUrl, 'GET', '/v1/nothing')).toMatchObject(problem(404, 'not_found'));
      expect(await call(apiUrl, 'PATCH', '/v1/me')).toMatchObject(
        problem(405, 'method_not_allowed'),
      );
    });

    test('missing, forged and expired tokens', async () => {
      const me = (token?: string) => call(apiUrl, 'GET', '/v1/me', token ? { token } : {});
      expect(await me()).toMatchObject(problem(401, 'unauthenticated'));
      expect(await me('nonsense')).toMatchObject(problem(401, 'unauthenticated'));
      expect(await me(forged.wrongKey)).toMatchObject(problem(401, 'unauthenticated'));
      expect(await me(forged.unsigned)).toMatchObject(problem(401, 'unauthenticated'));
      expect(await me(forged.expired)).toMatchObject(problem(401, 'token_expired'));
      expect(await me(user.accessToken)).toMatchObject({ status: 200, body: user.user });
    });

    test("somebody else's conversation does not exist", async () => {
      const id = await foreignConversation();
      const token = user.accessToken;
      const path = `/v1/conversations/${id}`;
      const json = { clientId: 'x1', body: { kind: 'text', text: 'hi' } };
      for (const [method, below, options] of [
        ['GET', '', {}],
        ['GET', '/events?afterSeq=0&limit=10', {}],
        ['GET', '/members', {}],
        ['POST', '/messages', { json }],
        ['PUT', '/members/me', {}],
        ['POST', '/members', { json: { userIds: [user.user.userId] } }],
      ] as const) {
        const answer = await call(apiUrl, method, `${path}${below}`, { token, ...options });
        expect([method, below, answer.status, answer.body?.code]).toEqual([
          method,
          below,
          404,
          'not_found',
        ]);
      }
    });

    test('a text beyond the limit names field and limit', async () => {
      const json = { clientId: 'long-1', body: { kind: 'text', text: 'x'.repeat(8_001) } };
      const token = user.accessToken;
      expect(
        await call(apiUrl, 'POST', '/v1/conversations/1/messages', { token, json }),
      ).toMatchObject({ status: 400, body: { code: 'invalid_request', field: 'body.text' } });
    });
  });

  describe('over WebSocket', () => {
    test('a forged or expired token is said and closed', async () => {
      for (const token of [...Object.values(forged), 'nonsense']) {
        const socket = await RawSocket.open(connectUrl);
        socket.send({ op: 'hello', id: 1, protocol: 1, token, deviceId: 'd', heads: [] });
        const code = token === forged.expired ? 'token_expired' : 'unauthenticated';
        expect(await socket.next('error')).toMatchObject({ id: 1, error: { code } });
        expect(await socket.closed).toBe(CLOSE.unauthenticated);
      }
    });

    test('who says nothing is closed in time', async () => {
      const socket = await RawSocket.open(connectUrl);
      expect(await socket.closed).toBe(CLOSE.handshake_timeout);
    });

    test('malformed JSON, wrong types and unknown ops are answered, and the socket lives on', async () => {
      const socket = await RawSocket.signedIn(connectUrl, user.accessToken, 'bad-1');
      socket.sendText('{"op":');
      expect(await socket.next('error')).toMatchObject({ id: null, error: { code: 'bad_frame' } });
      socket.sendText('{"op":"dance","id":5}');
      const unknown = await socket.next('error', frame => frame.error.code === 'unknown_op');
      expect(unknown.error.message).toMatch(/dance/);
      socket.sendText('{"op":"send","id":6,"conversationId":1,"clientId":"c","body":{}}');
      expect(await socket.next('error', frame => frame.id === 6)).toMatchObject({
        error: { code: 'invalid_request', field: 'conversationId' },
      });
      socket.send({ op: 'ping', id: 7 });
      expect(await socket.next('pong')).toEqual({ op: 'pong', id: 7 });
      socket.close();
    });

    test('a frame that is too large and a binary one close with their codes', async () => {
      const large = await RawSocket.signedIn(connectUrl, user.accessToken, 'bad-2');
      large.sendText('x'.repeat(70_000));
      expect(await large.closed).toBe(WS_CLOSE.tooBig);
      const binary = await RawSocket.signedIn(connectUrl, user.accessToken, 'bad-3');
      binary.sendBinary(new Uint8Array([1, 2, 3]));
      expect(await binary.closed).toBe(WS_CLOSE.unsupportedData);
    });

    test("somebody else's conversation does not exist", async () => {
      const conversationId = await foreignConversation();
      const socket = await RawSocket.signedIn(connectUrl, user.accessToken, 'bad-4');
      const body = { kind: 'text', text: 'hi' } as const;
      socket.send({ op: 'send', id: 2, conversationId, clientId: 'f1', body });
      socket.send({ op: 'history', id: 3, conversationId, afterSeq: 0, limit: 10 });
      for (const id of [2, 3]) {
        expect(await socket.next('error', frame => frame.id === id)).toMatchObject({
          error: { code: 'not_found' },
        });
      }
      socket.close();
    });

    test('10,001 frames at once are answered with a code, and others are served', async () => {
      const socket = await RawSocket.signedIn(connectUrl, user.accessToken, 'bad-5');
      for (let id = 1; id <= 10_001; id++) socket.send({ op: 'ping', id });
      const refused = await socket.next('error');
      expect(refused.error).toMatchObject({ code: 'rate_limited', retryable: true });
      expect(refused.error.retryAfterMs).toBeGreaterThan(0);
      expect(await socket.closed).toBe(CLOSE.flooding);
    });

    test('a page of another host is turned away before the socket opens', async () => {
      const { host, pathname } = new URL(connectUrl);
      const response = await fetch(`http://${host}${pathname}`, {
        headers: { Origin: 'https://evil.example' },
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
    });
  });

  test('garbage on every port leaves everything standing', async () => {
    const urls = [...deployment().apiUrls, ...deployment().connectUrls, deployment().siteUrl];
    await Promise.all(urls.map(url => sendGarbage(new URL(url).port)));
    await expectAllWell();
  });
}

/** Sends bytes that are no HTTP and waits until the server has hung up. */
function sendGarbage(port: string): Promise<void> {
  return new Promise(resolve => {
    const socket = connectTcp(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.once('close', () => resolve());
    socket.end(Buffer.from(Array.from({ length: 2_000 }, (_, i) => (i * 131) % 256)));
  });
}
