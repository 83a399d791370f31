import { expect, test } from '@jest/globals';
import { startApi } from './harness.ts';

async function start() {
  const api = await startApi();
  const { accessToken: token, user } = await api.join('ada');
  const { body } = await api.ask('POST /v1/conversations', {
    token,
    json: { kind: 'group', title: 'Tea' },
  });
  const id = String(body.conversationId);
  const path = `/v1/conversations/${id}`;
  const send = (clientId: string, text: string) =>
    api.ask(`POST ${path}/messages`, { token, json: { clientId, body: { kind: 'text', text } } });
  const seqs = async (query: string) => {
    const { body: page } = await api.ask(`GET ${path}/events?${query}`, { token });
    return { ...page, events: (page.events as { seq: number }[]).map(one => one.seq) };
  };
  return { ...api, token, user, id, path, send, seqs };
}

test('a message is acknowledged with its place, and again when it is repeated', async () => {
  const { send, id, logic, token, user } = await start();
  const sent = await send('c-1', 'hello');
  expect(sent).toMatchObject({ status: 201, body: { conversationId: id, seq: 2 } });
  expect(logic.asked.at(-1)).toEqual({
    method: 'send',
    key: id,
    request: {
      caller: { accessToken: token },
      conversationId: id,
      clientId: 'c-1',
      body: '{"kind":"text","text":"hello"}',
    },
  });
  expect((await send('c-1', 'hello')).body).toEqual(sent.body);
  expect(await send('c-1', 'other')).toMatchObject({
    status: 409,
    body: { code: 'client_id_conflict', retryable: false },
  });
  expect(user.name).toBe('ada');
});

test('the log is read in both directions', async () => {
  const { send, seqs, logic, id } = await start();
  for (let n = 1; n <= 4; n++) await send(`c-${n}`, `text ${n}`);
  expect(await seqs('afterSeq=0&limit=2')).toEqual({ epoch: 1, events: [1, 2], hasMore: true });
  expect(await seqs('afterSeq=3')).toEqual({ epoch: 1, events: [4, 5], hasMore: false });
  expect(await seqs('beforeSeq=4&limit=2')).toEqual({ epoch: 1, events: [2, 3], hasMore: true });
  expect(await seqs('afterSeq=9')).toEqual({ epoch: 1, events: [], hasMore: false });
  expect(logic.asked.at(-1)).toMatchObject({ method: 'history', key: id, request: { limit: 50 } });
});

test('the bytes of an event pass through as they are', async () => {
  const { send, ask, path, token } = await start();
  const text = 'quote " comma , brace ] } é 李 🙂 \\ \n';
  await send('c-1', text);
  const { body } = await ask(`GET ${path}/events?afterSeq=1`, { token });
  expect(body.events).toMatchObject([{ type: 'message', clientId: 'c-1', body: { text } }]);
});

test('positions are moved, one or both', async () => {
  const { ask, path, token, id, logic } = await start();
  const move = (json: object) => ask(`PUT ${path}/position`, { token, json });
  expect((await move({ deliveredSeq: 1 })).status).toBe(204);
  expect((await move({ readSeq: 1, deliveredSeq: 1 })).status).toBe(204);
  expect(logic.asked.at(-1)).toMatchObject({ method: 'mark', key: id });
  const { body } = await ask(`GET ${path}`, { token });
  expect(body.own).toMatchObject({ deliveredSeq: 1, readSeq: 1 });
  expect(await move({})).toMatchObject({
    status: 400,
    body: { field: 'request', expected: 'deliveredSeq, readSeq or both' },
  });
});
