import type { Driver } from './driver.ts';

/**
 * The chat of two endpoints: a message is posted under a name, and whoever wants to hear asks
 * (`load/pulled-chat.ts`). There is no socket, so nobody has to be opened.
 */
export const twoEndpoint: Driver = {
  name: 'two-endpoint',
  order: 'sender',
  path: () => '/',
  opening: () => [],
  greet: () => {
    throw new Error('the chat of two endpoints has no WebSocket');
  },
  read: () => {},
  send: ({ userId }, chat, text) => {
    const body = JSON.stringify({ chat, text, sender: userId });
    return {
      via: 'http',
      text:
        'POST /api/send HTTP/1.1\r\nHost: chat\r\nContent-Type: application/json\r\n' +
        `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    };
  },
};
