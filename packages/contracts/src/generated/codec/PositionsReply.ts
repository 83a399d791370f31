// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { ConversationPositions, ConversationPositions__Output } from '../parley/v1/ConversationPositions.ts';
import type { PositionsReply, PositionsReply__Output } from '../parley/v1/PositionsReply.ts';
import { decodeConversationPositions, encodeConversationPositions, wholeConversationPositions } from './ConversationPositions.ts';

export function encodePositionsReply(it: PositionsReply, writer: Writer): void {
  for (let i = (it.conversations?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeConversationPositions(it.conversations?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodePositionsReply(reader: Reader, end: number): PositionsReply__Output {
  const $conversations: PositionsReply__Output['conversations'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversations.push(decodeConversationPositions(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversations: $conversations };
}

export function wholePositionsReply(it: PositionsReply): PositionsReply__Output {
  return { conversations: it.conversations ? it.conversations.map(wholeConversationPositions) : [] };
}
