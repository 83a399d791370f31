import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { eventually } from '@parley/testing';
import { CLOSE } from '@parley/wire';
import { type ClientOptions, WebSocket } from 'ws';
import { startNode, type TestNode } from './harness.ts';
import { textOf } from './test-client.ts';

const LOBBY = '1';
let node: TestNode;
let pages: Page[] = [];

beforeEach(async () => {
  node = await startNode();
  node.logic.createGroup(LOBBY, ['3', '4']);
});
afterEach(async () => {
  for (const { socket } of pages) socket.terminate();
  pages = [];
  await node.close();
});

/** gochat's page, as far as its socket goes. */
class Page {
  readonly socket: WebSocket;
  readonly texts: string[] = [];
  closed: number | undefined;

  constructor(options: ClientOptions = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${node.port}/ws`, options);
    this.socket.on('message', data => this.texts.push(textOf(data)));
    this.socket.on('error', () => {});
    this.socket.on('close', code => {
      this.closed = code;
    });
    pages.push(this);
  }

  opened(): Promise<this> {
    return new Promise((resolve, reject) => {
      this.socket.once('open', () => resolve(this));
      this.socket.once('error', reject);
    });
  }

  ticket(authToken: unknown, roomId: unknown = 1): void {
    this.socket.send(JSON.stringify({ authToken, roomId }));
  }

  /** What came, by op. */
  all(op: number): Record<string, unknown>[] {
    return this.texts.map(text => JSON.parse(text)).filter(body => body.op === op);
  }

  closing(): Promise<number> {
    return eventually(() => {
      if (this.closed === undefined) throw new Error(`open, with ${this.texts.join()}`);
      return this.closed;
    });
  }
}

/** In the room, and told who is there. */
async function open(userId: string, roomId = 1): Promise<Page> {
  const page = await new Page({ origin: 'http://elsewhere.example:8080' }).opened();
  page.ticket(node.logic.signIn(userId), roomId);
  await eventually(() => expect(page.all(5)).not.toHaveLength(0));
  return page;
}

const native = async (userId: string) => {
  const client = await node.connect();
  return client.welcomed(node.logic.signIn(userId, `native-${userId}`), {
    deviceId: `d-${userId}`,
  });
};

describe('a room', () => {
  test('what is said comes as op 3 to all pages, the sender’s too, and to native clients', async () => {
    const [demo, test] = [await open('3'), await open('4')];
    const ann = await native('3');
    const committed = ann.send(LOBBY, 'c-1', 'hi "all" <b>');
    await ann.answer(committed);
    for (const page of [demo, test]) {
      await eventually(() => expect(page.all(3)).toHaveLength(1));
      const text = page.texts.find(one => one.includes('"op":3')) ?? '';
      expect(text).toMatch(
        /^\{"code":0,"msg":"hi \\"all\\" <b>","fromUserId":3,"fromUserName":"name-3","toUserId":0,"toUserName":"","roomId":1,"op":3,"createTime":"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"\}$/,
      );
    }
    expect(ann.heard).toEqual(['1/1']);
  });

  test('who comes in is told who is there, and so are the others', async () => {
    const demo = await open('3');
    expect(demo.texts).toEqual(['{"op":5,"roomId":1,"count":1,"roomUserInfo":{"3":"name-3"}}']);
    await open('4');
    await eventually(() =>
      expect(demo.texts.at(-1)).toBe(
        '{"op":5,"roomId":1,"count":2,"roomUserInfo":{"3":"name-3","4":"name-4"}}',
      ),
    );
  });

  test('a count without names is op 4', async () => {
    const demo = await open('3');
    await node.logic.unary('announceRoster', {
      caller: { session: { userId: '3' } },
      conversationId: LOBBY,
      withNames: false,
    });
    await eventually(() => expect(demo.texts.at(-1)).toBe('{"count":1,"op":4}'));
  });

  test('one that anybody may join is joined on the way', async () => {
    node.logic.createGroup('7', ['4']);
    const demo = await open('3', 7);
    expect(node.logic.asked.map(({ method }) => method)).toContain('joinConversation');
    const bob = await native('4');
    bob.send('7', 'c-1');
    await eventually(() => expect(demo.all(3)).toHaveLength(1));
    expect(demo.all(3)[0]).toMatchObject({ roomId: 7, fromUserName: 'name-4' });
  });

  test('only the room that it looks at is heard; another ticket changes it', async () => {
    node.logic.createGroup('7', ['3', '4']);
    const demo = await open('3');
    const bob = await native('4');
    await bob.answer(bob.send('7', 'c-1', 'unheard'));
    await bob.answer(bob.send(LOBBY, 'c-2', 'heard'));
    await eventually(() => expect(demo.all(3)).toHaveLength(1));
    demo.ticket('token-of-s-3', 7);
    await eventually(() => expect(demo.all(5).at(-1)).toMatchObject({ roomId: 7 }));
    await bob.answer(bob.send(LOBBY, 'c-3', 'unheard'));
    await bob.answer(bob.send('7', 'c-4', 'heard too'));
    await eventually(() => expect(demo.all(3)).toHaveLength(2));
    expect(demo.all(3).map(({ msg }) => msg)).toEqual(['heard', 'heard too']);
  });

  test('the same ticket again changes nothing', async () => {
    const demo = await open('3');
    for (let i = 0; i < 5; i++) demo.ticket('token-of-s-3');
    const bob = await native('4');
    await bob.answer(bob.send(LOBBY, 'c-1'));
    await eventually(() => expect(demo.all(3)).toHaveLength(1));
    expect(demo.all(5)).toHaveLength(1);
    expect(node.logic.bindings.size).toBe(2);
  });
});

describe('private messages', () => {
  test('come as op 2 to whom they are for, and to nobody else', async () => {
    node.logic.createDirect('9', ['3', '4']);
    const [demo, test] = [await open('3'), await open('4')];
    const ann = await native('3');
    await ann.answer(ann.send('9', 'c-1', 'psst'));
    await eventually(() => expect(test.all(2)).toHaveLength(1));
    expect(test.texts.at(-1)).toBe(
      '{"code":0,"msg":"psst","fromUserId":3,"fromUserName":"name-3","toUserId":4,"toUserName":"name-4","roomId":1,"op":2,"createTime":""}',
    );
    expect(demo.all(2)).toHaveLength(0);
  });

  test('the first one of a conversation that began meanwhile comes too, and without any room', async () => {
    const page = await new Page().opened();
    page.ticket(node.logic.signIn('4'), -1);
    await eventually(() => expect(node.logic.bindings.size).toBe(1));
    await eventually(() =>
      expect(node.logic.asked.map(({ method }) => method)).toContain('getUsers'),
    );
    node.logic.createDirect('9', ['3', '4']);
    const ann = await native('3');
    await ann.answer(ann.send('9', 'c-1', 'first'));
    await ann.answer(ann.send('9', 'c-2', 'second'));
    await eventually(() => expect(page.all(2)).toHaveLength(2));
    expect(page.all(2).map(({ msg }) => msg)).toEqual(['first', 'second']);
    expect(page.all(5)).toHaveLength(0);
  });
});

describe('the contract', () => {
  test('pushes that come twice, out of order or not at all are put right', async () => {
    const demo = await open('3');
    const { logic } = node;
    const said = (text: string) => {
      const dispatch = logic.dispatchOf(LOBBY, logic.commitOnly(LOBBY, text));
      const event = JSON.parse(String(dispatch.event));
      const body = { kind: 'text', text };
      const whole = { ...event, senderId: '4', body, createdAtMs: 1_000, messageId: '5' };
      logic.replaceEvent(LOBBY, event.seq, whole);
      return logic.dispatchOf(LOBBY, event.seq);
    };
    const dispatches = ['a', 'b', 'c', 'd', 'e'].map(said);
    const [a, b, , d, e] = dispatches as [object, object, object, object, object];
    await node.push(b);
    await node.push(a, a);
    await node.push(e);
    await node.push(d, d);
    await eventually(() => expect(demo.all(3)).toHaveLength(5));
    expect(demo.all(3).map(({ msg }) => msg)).toEqual(['a', 'b', 'c', 'd', 'e']);
    await node.push(e, a);
    // What was delivered is acknowledged, once in a while.
    await eventually(() => expect(logic.marks.get('3/1')?.deliveredSeq).toBe(5));
    expect(demo.all(3)).toHaveLength(5);
  });

  test('several devices at once, and one that goes takes nobody with it', async () => {
    const [first, second] = [await open('3'), await open('3')];
    expect(node.logic.bindings.size).toBe(2);
    second.socket.close();
    await second.closing();
    const bob = await native('4');
    await bob.answer(bob.send(LOBBY, 'c-1'));
    await eventually(() => expect(first.all(3)).toHaveLength(1));
    // No empty frame for who left.
    expect(first.texts.every(text => text.length > 0)).toBe(true);
  });

  test('a session that is signed out is closed', async () => {
    const demo = await open('3');
    await node.push({ closeSessionId: 's-3', audience: { users: { userIds: ['3'] } } });
    expect(await demo.closing()).toBe(CLOSE.session_revoked);
  });
});

describe('what is no ticket', () => {
  test.each([
    ['no JSON', 'hello'],
    ['no object', '7'],
    ['no token', '{"roomId":1}'],
    ['an empty token', '{"authToken":"","roomId":1}'],
    ['another type', '{"authToken":7,"roomId":1}'],
    ['a room that is no number', '{"authToken":"token-of-s-3","roomId":"1"}'],
    ['an unknown token', '{"authToken":"made up","roomId":1}'],
  ])('%s is closed with a code', async (_what, text) => {
    node.logic.signIn('3');
    const page = await new Page().opened();
    page.socket.send(text);
    expect(await page.closing()).toBe(CLOSE.unauthenticated);
    expect(page.texts).toEqual([]);
  });

  test('a room that does not exist, and a frame that is too long', async () => {
    const page = await new Page().opened();
    page.ticket(node.logic.signIn('3'), 999);
    expect(await page.closing()).toBe(CLOSE.protocol_error);
    const long = await new Page().opened();
    long.ticket('x'.repeat(600));
    expect(await long.closing()).toBe(1009);
  });

  test('somebody else’s ticket on the same socket', async () => {
    const demo = await open('3');
    demo.ticket(node.logic.signIn('4'));
    expect(await demo.closing()).toBe(CLOSE.unauthenticated);
  });
});

test('a page that is silent is left alone, longer than a native client', async () => {
  await node.close();
  node = await startNode({ limits: { helloTimeoutMs: 100 } });
  const page = await new Page().opened();
  const client = await node.connect();
  expect((await client.closing()).code).toBe(CLOSE.handshake_timeout);
  expect(page.closed).toBeUndefined();
  page.socket.close();
  expect(await page.closing()).toBe(1005);
});

test('switched off, there is nothing on its path', async () => {
  await node.close();
  node = await startNode({ gochat: false });
  await expect(new Page().opened()).rejects.toThrow('404');
});
