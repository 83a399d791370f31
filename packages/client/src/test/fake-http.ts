import type { IncomingMessage } from 'node:http';
import { ParleyError } from '@parley/core';
import type { FakeServer } from './fake-server.ts';

type Body = Record<string, unknown>;

/** Answers a request of the HTTP API; null is 204. Throws a ParleyError. */
export function answerHttp(server: FakeServer, request: IncomingMessage, body: Body): unknown {
  const { accounts, logs } = server;
  const url = new URL(request.url ?? '/', 'http://fake');
  const route = `${request.method} ${url.pathname}`;
  const name = String(body.name);
  if (route === 'POST /v1/accounts') {
    accounts.add(name);
    return accounts.signIn(name, String(body.password));
  }
  if (route === 'POST /v1/sessions') return accounts.signIn(name, String(body.password));
  if (route === 'POST /v1/sessions/refresh') return accounts.refresh(String(body.refreshToken));

  const me = accounts.verify((request.headers.authorization ?? '').replace('Bearer ', ''));
  if (route === 'DELETE /v1/sessions/current') return null;
  if (route === 'PUT /v1/me/presence') {
    server.presenceMode = body.mode as FakeServer['presenceMode'];
    return null;
  }
  if (route === 'GET /v1/users') {
    const ids = (url.searchParams.get('ids') ?? '').split(',');
    return { items: accounts.users.filter(user => ids.includes(user.userId)) };
  }
  if (route === 'GET /v1/conversations') return listPage(server, me.userId, url);
  if (route === 'POST /v1/directs') {
    const peer = accounts.users.filter(user => user.userId === body.userId);
    return logs.view(logs.openDirect(me, ...peer), me.userId, accounts.users);
  }

  const [, , , id = '', rest] = url.pathname.split('/');
  if (route === `GET /v1/conversations/${id}`) {
    return logs.view(logs.get(id), me.userId, accounts.users);
  }
  if (route === `GET /v1/conversations/${id}/events`) {
    return logs.page(me.userId, id, {
      ...number(url, 'afterSeq'),
      ...number(url, 'beforeSeq'),
      limit: Number(url.searchParams.get('limit')),
    });
  }
  if (rest === 'position') {
    server.mark(me.userId, id, body);
    return null;
  }
  if (rest === 'members' && request.method === 'PUT') {
    server.spread(id, [logs.changeMembers(id, 'members-added', me.userId)]);
    return logs.view(logs.get(id), me.userId, accounts.users);
  }
  if (rest === 'members' && request.method === 'DELETE') {
    server.spread(id, [logs.changeMembers(id, 'members-removed', me.userId)]);
    return null;
  }
  throw new ParleyError('not_found', `There is no ${route}.`);
}

/** Two conversations a page, so that every test turns pages. */
function listPage({ accounts, logs }: FakeServer, userId: string, url: URL) {
  const at = Number(url.searchParams.get('cursor') ?? 0);
  const mine = [...logs.all.values()].filter(log => log.members.has(userId));
  const items = mine.slice(at, at + 2).map(log => logs.view(log, userId, accounts.users));
  return { items, nextCursor: at + 2 < mine.length ? String(at + 2) : null };
}

function number(url: URL, name: 'afterSeq' | 'beforeSeq') {
  const value = url.searchParams.get(name);
  return value === null ? {} : { [name]: Number(value) };
}
