import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { GuestPullCall } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { ApiOptions } from '../src/index.ts';
import { type Harness, startApi } from './harness.ts';

interface Said {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** fetch() sends no body with a GET; curl, JMeter and Go's client do. */
function ask(
  { url }: Pick<Harness, 'url'>,
  what: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Said> {
  const [method = '', path = ''] = what.split(' ');
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  const isCounted = text !== undefined && headers['Transfer-Encoding'] === undefined;
  const length = !isCounted ? {} : { 'Content-Length': String(Buffer.byteLength(text)) };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}${path}`,
      { method, headers: { ...length, ...headers } },
      answer => {
        const chunks: Buffer[] = [];
        answer.on('data', chunk => chunks.push(chunk));
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(text);
  });
}

const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };

const start = (options: Partial<ApiOptions> = {}) =>
  startApi({ assignment: 'microseconds', ...options });

async function pull(api: Harness, query: string) {
  const { status, text } = await ask(api, `GET /api/pull?${query}`);
  expect(status).toBe(200);
  return JSON.parse(text) as {
    messages: { chat: string; text: string; sender: string; send_time: number }[];
    has_more: boolean;
    next_cursor: number;
  };
}
const lastAsked = ({ logic }: Harness) => logic.asked.at(-1)?.request as GuestPullCall;
const texts = (page: { messages: { text: string }[] }) => page.messages.map(({ text }) => text);

describe('as in the template', () => {
  test('GET /ping', async () => {
    const { status, headers, text } = await ask(await start(), 'GET /ping');
    expect([status, text]).toEqual([200, '{"message":"pong"}']);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
  });

  test('POST /api/send answers 200 with an empty body', async () => {
    const api = await start();
    const body = { chat: 'john:doe', text: 'hi', sender: 'doe' };
    const { status, text } = await ask(api, 'POST /api/send', body, JSON_TYPE);
    expect([status, text]).toEqual([200, '']);
    expect(api.logic.asked).toEqual([
      {
        method: 'guestSend',
        key: 'doe:john',
        request: {
          sender: 'doe',
          receiver: 'john',
          text: 'hi',
          clientId: expect.stringMatching(/^[!-~]{1,64}$/),
        },
      },
    ]);
  });

  test('GET /api/pull reads JSON from its body', async () => {
    const api = await start();
    for (const text of ['one', 'two', 'three']) {
      await ask(api, 'POST /api/send', { chat: 'john:doe', text, sender: 'john' }, JSON_TYPE);
    }
    const first = api.logic.guests.nowUs - 2;
    const body = { chat: 'john:doe', cursor: 0, limit: 2, reverse: false };
    const { status, headers, text } = await ask(api, 'GET /api/pull', body, JSON_TYPE);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(text).toBe(
      `{"messages":[{"chat":"john:doe","text":"one","sender":"john","send_time":${first}},` +
        `{"chat":"john:doe","text":"two","sender":"john","send_time":${first + 1}}],` +
        `"has_more":true,"next_cursor":${first + 2}}`,
    );
    const next = { ...body, cursor: first + 2 };
    expect(JSON.parse((await ask(api, 'GET /api/pull', next, JSON_TYPE)).text)).toEqual({
      messages: [{ chat: 'john:doe', text: 'three', sender: 'john', send_time: first + 2 }],
      has_more: false,
      next_cursor: 0,
    });
  });

  test('a chat of which nobody has heard is empty', async () => {
    expect(await pull(await start(), 'chat=a:b')).toEqual({
      messages: [],
      has_more: false,
      next_cursor: 0,
    });
  });
});

describe('all spellings', () => {
  test.each([
    ['query', '?sender=a&receiver=b&text=hi', undefined, {}],
    ['query with chat', '?chat=a%3Ab&sender=a&text=hi', undefined, {}],
    ['form', '', 'sender=a&receiver=b&text=hi', FORM_TYPE],
    ['capitals', '', { Chat: 'a:b', Text: 'hi', Sender: 'a' }, JSON_TYPE],
    ['JSON with receiver', '', { sender: 'a', receiver: 'b', text: 'hi' }, JSON_TYPE],
    // What curl -d says of everything.
    ['JSON called a form', '', { chat: 'a:b', text: 'hi', sender: 'a' }, FORM_TYPE],
    ['JSON without a type', '', { chat: 'a:b', text: 'hi', sender: 'a' }, {}],
    ['both', '?chat=x:y&sender=a', { chat: 'a:b', text: 'hi', more: [1] }, JSON_TYPE],
  ])('of a send: %s', async (_name, query, body, headers) => {
    const api = await start();
    const { status, text } = await ask(api, `POST /api/send${query}`, body, headers);
    expect([status, text]).toEqual([200, '']);
    const request = { sender: 'a', receiver: 'b', text: 'hi', clientId: expect.any(String) };
    expect(api.logic.asked[0]?.request).toEqual(request);
  });

  test.each([
    ['query', '?chat=a%3Ab&cursor=1684744610000000&limit=4&reverse=true', undefined, {}],
    ['names', '?sender=a&receiver=b&cursor=1684744610000000&limit=4&reverse=1', undefined, {}],
    [
      'capitals',
      '',
      { Chat: 'a:b', Cursor: 1_684_744_610_000_000, Limit: 4, Reverse: true },
      JSON_TYPE,
    ],
    ['form', '', 'chat=a:b&cursor=1684744610000000&limit=4&reverse=T', FORM_TYPE],
    [
      'JSON in pieces',
      '',
      { chat: 'a:b', cursor: 1_684_744_610_000_000, limit: 4, reverse: true },
      { 'Transfer-Encoding': 'chunked' },
    ],
  ])('of a pull: %s', async (_name, query, body, headers) => {
    const api = await start();
    const { status } = await ask(api, `GET /api/pull${query}`, body, headers);
    expect(status).toBe(200);
    const cursorUs = 1_684_744_610_000_000;
    expect(api.logic.asked).toEqual([
      {
        method: 'guestPull',
        key: 'a:b',
        request: { one: 'a', other: 'b', cursorUs, limit: 4, reverse: true },
      },
    ]);
  });

  test('the chat of the reply is the one that was asked for', async () => {
    const api = await start();
    await ask(api, 'POST /api/send?sender=a&receiver=b&text=hi');
    expect((await pull(api, 'chat=b:a')).messages[0]).toMatchObject({ chat: 'b:a', sender: 'a' });
    expect((await pull(api, 'sender=b&receiver=a')).messages[0]).toMatchObject({ chat: 'b:a' });
  });

  test('names are taken as they are; a chat with oneself is one', async () => {
    const api = await start();
    await ask(api, 'POST /api/send', { chat: 'Ann:ann', sender: 'Ann', text: 'x' }, JSON_TYPE);
    await ask(api, 'POST /api/send', { chat: 'me:me', sender: 'me', text: 'y' }, JSON_TYPE);
    const requests = api.logic.asked.map(({ request }) => request);
    expect(requests).toMatchObject([
      { sender: 'Ann', receiver: 'ann' },
      { sender: 'me', receiver: 'me' },
    ]);
  });
});

describe('pages', () => {
  const limitOf = async (api: Harness, query: string) => {
    await pull(api, `chat=a:b${query}`);
    return lastAsked(api).limit;
  };

  test('hold ten messages, or as many as asked for, a hundred at the most', async () => {
    const api = await start();
    const limits = ['', '&limit=0', '&limit=-1', '&limit=1', '&limit=100', '&limit=101'];
    const expected = [10, 10, 10, 1, 100, 100];
    expect(await Promise.all(limits.map(limit => limitOf(api, limit)))).toEqual(expected);
    expect(await limitOf(await start({ assignment: 'seconds' }), '')).toBe(20);
  });

  test('any cursor is read: seconds, far away, below zero', async () => {
    const api = await start();
    const cursorOf = async (query: string) => {
      await pull(api, `chat=a:b&${query}`);
      return lastAsked(api).cursorUs;
    };
    expect(await cursorOf('cursor=-5')).toBe(0);
    expect(await cursorOf('cursor=1684744610')).toBe(1_684_744_610_000_000);
    expect(await cursorOf('cursor=1684744610&reverse=true')).toBe(1_684_744_610_999_999);
    expect(await cursorOf('cursor=9223372036854775807')).toBe(Number.MAX_SAFE_INTEGER - 1);
  });
});

describe('in seconds', () => {
  test('a send says success, send_time is in seconds, and next_cursor is exact', async () => {
    const api = await start({ assignment: 'seconds' });
    for (const text of ['one', 'two', 'two']) {
      const body = { Chat: 'john:doe', Text: text, Sender: 'john' };
      const { status, headers, text: said } = await ask(api, 'POST /api/send', body, JSON_TYPE);
      expect([status, said]).toEqual([200, '{"status":"success"}']);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    }
    const page = await pull(api, 'Chat=john:doe&Limit=1');
    expect(page).toEqual({
      messages: [{ chat: 'john:doe', text: 'one', sender: 'john', send_time: 1_790_000_000 }],
      has_more: true,
      next_cursor: 1_790_000_000_000_002,
    });
    // Equal texts of one second are two messages.
    expect(texts(await pull(api, `chat=john:doe&cursor=${page.next_cursor}`))).toEqual([
      'two',
      'two',
    ]);
    expect(texts(await pull(api, 'chat=john:doe&cursor=1790000000'))).toHaveLength(3);
    expect(texts(await pull(api, 'chat=john:doe&cursor=1790000000&reverse=true'))).toHaveLength(3);
  });
});

describe('what goes wrong is said in text', () => {
  const FORMAT = 'should be in the format of user1:user2';
  test.each([
    [400, 'POST /api/send', '{"chat":', 'Failed to parse request body: it is not valid JSON'],
    [400, 'POST /api/send', { chat: 1 }, 'Failed to parse request body: chat: expected a string'],
    [
      400,
      'GET /api/pull?chat=a:b&cursor=x',
      undefined,
      'Failed to parse request body: cursor: expected an integer',
    ],
    [
      400,
      'GET /api/pull',
      { chat: 'a:b', limit: 1.5 },
      'Failed to parse request body: limit: expected an integer',
    ],
    [
      400,
      'GET /api/pull?chat=a:b&reverse=2',
      undefined,
      'Failed to parse request body: reverse: expected true or false',
    ],
    [500, 'POST /api/send', { text: 'x', sender: 'a' }, `Invalid Chat ID '', ${FORMAT}`],
    [500, 'POST /api/send?chat=a:b:c&sender=a', undefined, `Invalid Chat ID 'a:b:c', ${FORMAT}`],
    [500, 'GET /api/pull?chat=ab', undefined, `Invalid Chat ID 'ab', ${FORMAT}`],
    [500, 'GET /api/pull?chat=a:', undefined, `Invalid Chat ID 'a:', ${FORMAT}`],
    [500, 'POST /api/send?chat=a:b&sender=c', undefined, "Sender 'c' is not in the chat room"],
    [500, 'POST /api/send?chat=a:b&sender=A', undefined, "Sender 'A' is not in the chat room"],
  ])('%i to %s %j', async (status, what, body, words) => {
    const said = await ask(await start(), what, body);
    expect([said.status, said.text]).toEqual([status, words]);
    expect(said.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  test.each<[number, ParleyError | Error, string]>([
    [
      400,
      new ParleyError('invalid_request', 'text: expected text.', {
        field: 'text',
        expected: 'text',
      }),
      'Failed to parse request body: text: expected text',
    ],
    [503, new ParleyError('overloaded', 'Too many messages wait.'), 'Too many messages wait.'],
    [503, new ParleyError('unavailable', 'Nobody is there.'), 'Nobody is there.'],
    [503, new ParleyError('deadline_exceeded', 'Too late.'), 'Too late.'],
    [500, new Error('SELECT secret'), 'Something went wrong on our side.'],
  ])('%i when logic says %s', async (status, failure, words) => {
    const api = await start();
    for (const what of ['POST /api/send?chat=a:b&sender=a&text=x', 'GET /api/pull?chat=a:b']) {
      api.logic.nextFailure = failure;
      const said = await ask(api, what);
      expect([said.status, said.text]).toEqual([status, words]);
    }
  });

  test('too many from one address, whoever they say that they are', async () => {
    const api = await start({ assignmentPerSecond: 2 });
    const statuses = [];
    for (const sender of ['a', 'b', 'a', 'b']) {
      const said = await ask(api, `POST /api/send?chat=a:b&sender=${sender}&text=x`);
      statuses.push(said.status);
      if (said.status === 429) expect(said.headers['retry-after']).toBe('1');
    }
    expect(statuses.slice(0, 2)).toEqual([200, 200]);
    expect(statuses).toContain(429);
    expect((await ask(api, 'GET /ping')).status).toBe(200);
  });

  test('a body that is too large, announced or not, with any method', async () => {
    const api = await start({ bodyBytes: 1_000 });
    const body = { chat: 'a:b', sender: 'a', text: 'x'.repeat(2_000) };
    for (const what of ['POST /api/send', 'GET /api/pull']) {
      for (const headers of [JSON_TYPE, { ...JSON_TYPE, 'Transfer-Encoding': 'chunked' }]) {
        const said = await ask(api, what, body, headers);
        expect(said.status).toBe(400);
        expect(said.text).toMatch(/^Failed to parse request body: /);
      }
    }
    expect(api.logic.asked).toEqual([]);
  });
});

test('pages of the own host name may call, others not', async () => {
  const api = await start();
  const { port } = new URL(api.url);
  const of = async (origin: string) =>
    (await ask(api, 'GET /api/pull?chat=a:b', undefined, { Origin: origin })).headers[
      'access-control-allow-origin'
    ];
  expect(await of(`http://127.0.0.1:${Number(port) + 1}`)).toBeDefined();
  expect(await of('http://elsewhere.example')).toBeUndefined();
});

test('unless it is asked for there is nothing', async () => {
  const api = await startApi();
  for (const what of ['GET /ping', 'POST /api/send?chat=a:b&sender=a', 'GET /api/pull?chat=a:b']) {
    expect((await ask(api, what)).status).toBe(404);
  }
});
