// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { GuestMessage, GuestMessage__Output } from '../parley/v1/GuestMessage.ts';
import type { GuestPullReply, GuestPullReply__Output } from '../parley/v1/GuestPullReply.ts';
import { decodeGuestMessage, encodeGuestMessage, wholeGuestMessage } from './GuestMessage.ts';

export function encodeGuestPullReply(it: GuestPullReply, writer: Writer): void {
  if (it.nextCursorUs) writer.uint(it.nextCursorUs, 24);
  if (it.hasMore) writer.bool(it.hasMore, 16);
  for (let i = (it.messages?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeGuestMessage(it.messages?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeGuestPullReply(reader: Reader, end: number): GuestPullReply__Output {
  const $messages: GuestPullReply__Output['messages'] = [];
  let $hasMore: GuestPullReply__Output['hasMore'] = false;
  let $nextCursorUs: GuestPullReply__Output['nextCursorUs'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $messages.push(decodeGuestMessage(reader, reader.end(end))); break;
      case 16: $hasMore = reader.bool(); break;
      case 24: $nextCursorUs = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { messages: $messages, hasMore: $hasMore, nextCursorUs: $nextCursorUs };
}

export function wholeGuestPullReply(it: GuestPullReply): GuestPullReply__Output {
  return { messages: it.messages ? it.messages.map(wholeGuestMessage) : [], hasMore: it.hasMore ?? false, nextCursorUs: count(it.nextCursorUs) };
}
