// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Conversation, Conversation__Output } from '../parley/v1/Conversation.ts';
import type { ConversationPage, ConversationPage__Output } from '../parley/v1/ConversationPage.ts';
import { decodeConversation, encodeConversation, wholeConversation } from './Conversation.ts';

export function encodeConversationPage(it: ConversationPage, writer: Writer): void {
  if (it.nextCursor) writer.string(it.nextCursor, 18);
  for (let i = (it.conversations?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeConversation(it.conversations?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeConversationPage(reader: Reader, end: number): ConversationPage__Output {
  const $conversations: ConversationPage__Output['conversations'] = [];
  let $nextCursor: ConversationPage__Output['nextCursor'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversations.push(decodeConversation(reader, reader.end(end))); break;
      case 18: $nextCursor = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversations: $conversations, nextCursor: $nextCursor };
}

export function wholeConversationPage(it: ConversationPage): ConversationPage__Output {
  return { conversations: it.conversations ? it.conversations.map(wholeConversation) : [], nextCursor: it.nextCursor ?? '' };
}
