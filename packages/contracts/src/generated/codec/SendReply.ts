// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SendReply, SendReply__Output } from '../parley/v1/SendReply.ts';

export function encodeSendReply(it: SendReply, writer: Writer): void {
  if (it.createdAtMs) writer.uint(it.createdAtMs, 32);
  if (it.messageId) writer.string(it.messageId, 26);
  if (it.seq) writer.uint(it.seq, 16);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeSendReply(reader: Reader, end: number): SendReply__Output {
  let $conversationId: SendReply__Output['conversationId'] = '';
  let $seq: SendReply__Output['seq'] = 0;
  let $messageId: SendReply__Output['messageId'] = '';
  let $createdAtMs: SendReply__Output['createdAtMs'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 16: $seq = reader.uint(); break;
      case 26: $messageId = reader.string(end); break;
      case 32: $createdAtMs = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, seq: $seq, messageId: $messageId, createdAtMs: $createdAtMs };
}

export function wholeSendReply(it: SendReply): SendReply__Output {
  return { conversationId: it.conversationId ?? '', seq: count(it.seq), messageId: it.messageId ?? '', createdAtMs: count(it.createdAtMs) };
}
