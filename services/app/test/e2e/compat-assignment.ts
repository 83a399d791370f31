import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import type { Deployment } from '@parley/testing/deployment';
import { call, newUser } from './http.ts';
import { numbered } from './person.ts';

interface Pulled {
  messages: { chat: string; text: string; sender: string; send_time: number }[];
  has_more: boolean;
  next_cursor: number;
}

/** The two-endpoint chat: anybody writes as anybody, on any api node. */
export function describeAssignment(deployment: () => Deployment): void {
  const urlOf = (path: string, startAt: number) => {
    const { apiUrls } = deployment();
    return new URL(path, apiUrls[startAt % apiUrls.length]);
  };
  const send = async (startAt: number, chat: string, sender: string, text: string) => {
    const response = await fetch(urlOf('/api/send', startAt), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat, text, sender }),
    });
    expect([response.status, await response.text()]).toEqual([200, '']);
  };
  const pull = async (startAt: number, query: string): Promise<Pulled> => {
    const response = await fetch(urlOf(`/api/pull?${query}`, startAt));
    expect(response.status).toBe(200);
    return (await response.json()) as Pulled;
  };

  describe('the chat of two endpoints', () => {
    test('what is sent is pulled: page by page, backwards, on any node, and nowhere else', async () => {
      const [one, other] = [`a${Date.now()}`, `b${Date.now()}`];
      const [chat, name] = [`${one}:${other}`, encodeURIComponent(`${one}:${other}`)];
      const said = numbered('line', 7);
      for (const [i, text] of said.entries()) await send(i, chat, i % 2 ? other : one, text);

      const whole = await pull(0, `chat=${name}`);
      expect(whole).toMatchObject({ has_more: false });
      expect(whole.messages.map(({ text }) => text)).toEqual(said);
      expect(whole.messages.map(({ sender }) => sender).slice(0, 2)).toEqual([one, other]);
      const times = whole.messages.map(message => message.send_time);
      expect(new Set(times).size).toBe(7);
      expect(Math.abs((times[0] ?? 0) / 1_000 - Date.now())).toBeLessThan(60_000);

      for (const reverse of [false, true]) {
        const read: string[] = [];
        let page: Pulled | undefined;
        for (let i = 0; i === 0 || page?.has_more === true; i++) {
          const cursor = page?.next_cursor ?? 0;
          page = await pull(i, `chat=${name}&cursor=${cursor}&limit=3&reverse=${reverse}`);
          read.push(...page.messages.map(({ text }) => text));
        }
        expect(read).toEqual(reverse ? said.toReversed() : said);
      }
      // The other way round it is the same chat, and another one is empty.
      const turned = await pull(1, `chat=${other}:${one}&limit=1`);
      expect(turned.messages).toMatchObject([{ chat: `${other}:${one}`, text: 'line 1' }]);
      expect((await pull(0, `chat=${one}:nobody`)).messages).toEqual([]);
      const byBody = await pullByBody(urlOf('/api/pull', 1), { Chat: chat, Limit: 2 });
      expect(byBody.messages).toEqual(whole.messages.slice(0, 2));
      // Who writes here is nobody to those who have an account.
      const { origin } = urlOf('/', 0);
      const { accessToken: token } = await newUser(origin);
      const found = await call(origin, 'GET', `/v1/users/search?prefix=${one}`, { token });
      expect(found.body?.items).toEqual([]);
    });

    test('a chat that is none is said in text', async () => {
      const response = await fetch(urlOf('/api/send?sender=eve&chat=a:b&text=hi', 0), {
        method: 'POST',
      });
      expect(response.status).toBe(500);
      expect(await response.text()).toBe("Sender 'eve' is not in the chat room");
    });
  });
}

/** As the interface has it: GET with a body, which fetch does not do. */
function pullByBody(url: URL, json: object): Promise<Pulled> {
  return new Promise((resolve, reject) => {
    const body = JSON.stringify(json);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const asked = request(url, { headers }, response => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        text += chunk;
      });
      response.on('end', () => resolve(JSON.parse(text) as Pulled));
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
