import type { GuestPullCall, GuestPullReply__Output, GuestSendCall } from '@parley/contracts';
import { newId } from '@parley/core';
import { type Dialect, toCursorUs } from './dialect.ts';
import { type Fields, flagOf, integerOf, textOf } from './read-fields.ts';

/** Messages of one page; who asks for more gets so many, and `has_more`. */
const MOST = 100;
/** Of what was given, in an error. */
const SHOWN_CHARS = 150;

/** Two people, as they were written. */
interface Chat {
  chat: string;
  one: string;
  other: string;
}

/** Something is wrong with a chat or who is in it: a message for the caller. */
export class ChatError extends Error {}

export function toSend(fields: Fields): GuestSendCall {
  const { one, other } = readChat(fields);
  const sender = textOf(fields, 'sender');
  if (sender !== one && sender !== other) {
    throw new ChatError(`Sender '${sender.slice(0, SHOWN_CHARS)}' is not in the chat room`);
  }
  const receiver = sender === one ? other : one;
  return { sender, receiver, clientId: newId(), text: textOf(fields, 'text') };
}

/** What to ask, and how the chat was called. */
export function toPull(
  fields: Fields,
  dialect: Dialect,
): { chat: string; call: Required<GuestPullCall> } {
  const { chat, one, other } = readChat(fields);
  const reverse = flagOf(fields, 'reverse');
  const cursorUs = toCursorUs(integerOf(fields, 'cursor'), reverse);
  const asked = integerOf(fields, 'limit');
  const limit = Math.min(asked > 0 ? asked : dialect.limit, MOST);
  return { chat, call: { one, other, cursorUs, limit, reverse } };
}

/** Where a call goes: both orders to one instance, which then has the chat at hand. */
export function keyOf(one: string, other: string): string {
  return one < other ? `${one}:${other}` : `${other}:${one}`;
}

export function toPulled(
  chat: string,
  { messages, hasMore, nextCursorUs }: GuestPullReply__Output,
  { sendTimeUs }: Dialect,
): string {
  return JSON.stringify({
    messages: messages.map(({ sender, text, sentAtUs }) => ({
      chat,
      text,
      sender,
      send_time: Math.floor(sentAtUs / sendTimeUs),
    })),
    has_more: hasMore,
    // Exact, whatever messages are told in.
    next_cursor: nextCursorUs,
  });
}

/** `chat`, or `sender` and `receiver` in its place. */
function readChat(fields: Fields): Chat {
  const given = textOf(fields, 'chat');
  const receiver = textOf(fields, 'receiver');
  const chat = given === '' && receiver !== '' ? `${textOf(fields, 'sender')}:${receiver}` : given;
  const [one = '', other = '', ...more] = chat.split(':');
  if (one === '' || other === '' || more.length > 0) {
    const shown = chat.slice(0, SHOWN_CHARS);
    throw new ChatError(`Invalid Chat ID '${shown}', should be in the format of user1:user2`);
  }
  return { chat, one, other };
}
