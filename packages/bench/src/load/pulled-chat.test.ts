import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { markerText } from './marker.ts';
import { PulledChat } from './pulled-chat.ts';

interface Message {
  chat: string;
  text: string;
  sender: string;
  send_time: number;
}

let close = () => {};
afterEach(() => close());

function message(number: number, sendTime: number, more: Partial<Message> = {}): Message {
  const text = `xx${markerText(1_000, number)}`;
  return { chat: 'a:b', text, sender: number % 2 === 0 ? 'a' : 'b', send_time: sendTime, ...more };
}

/** A server of the two endpoints that has these messages, two on a page, and leaves out what is empty. */
async function chatOf(messages: Message[], after?: (cursor: number) => number) {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://server');
    expect(searchParams.get('chat')).toBe('a:b');
    const cursor = Number(searchParams.get('cursor'));
    const found = messages.filter(one => one.send_time >= cursor);
    const next = found[2];
    const page = {
      ...(found.length > 0 ? { messages: found.slice(0, 2) } : {}),
      ...(next ? { has_more: true, next_cursor: after?.(next.send_time) ?? next.send_time } : {}),
    };
    response.end(JSON.stringify(page));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  const { port } = server.address() as AddressInfo;
  return new PulledChat(new URL(`http://127.0.0.1:${port}`), 'a:b', n => (n % 2 === 0 ? 'a' : 'b'));
}

async function pullAll(chat: PulledChat): Promise<number[]> {
  while (await chat.pull()) expect(chat.numbers.length).toBeGreaterThan(0);
  return chat.numbers;
}

test('pages follow each other, and what comes later is not asked for with what was before', async () => {
  const messages = [message(0, 5), message(1, 7), message(3, 8), message(2, 12), message(5, 13)];
  const chat = await chatOf(messages);
  expect(await pullAll(chat)).toEqual([0, 1, 3, 2, 5]);
  expect(await pullAll(chat)).toEqual([0, 1, 3, 2, 5]);
  messages.push(message(4, 14));
  expect(await pullAll(chat)).toEqual([0, 1, 3, 2, 5, 4]);
});

test('a chat without a message is an empty page', async () => {
  expect(await pullAll(await chatOf([]))).toEqual([]);
});

test.each<[string, Message[], RegExp]>([
  ['twice', [message(0, 5), message(0, 6)], /message 0 came after 0/],
  ['before an earlier one', [message(3, 5), message(1, 6)], /message 1 came after 3/],
  ['at the same time', [message(0, 5), message(1, 5)], /message 1 of 5 came after one of 5/],
  [
    'under another name',
    [message(0, 5, { sender: 'b' })],
    /message 0 of a:b, a came as one of a:b, b/,
  ],
  ['of another chat', [message(0, 5, { chat: 'a:c' })], /came as one of a:c, a/],
  ['without a number', [message(0, 5, { text: 'hello' })], /message NaN/],
])('a message %s is told', async (_what, messages, error) => {
  const chat = await chatOf(messages);
  await expect(pullAll(chat)).rejects.toThrow(error);
});

test('a cursor that goes back is told', async () => {
  const chat = await chatOf([message(0, 5), message(1, 6), message(2, 7)], next => next - 1);
  await expect(pullAll(chat)).rejects.toThrow(/a page up to 6 is followed by one from 6/);
});
