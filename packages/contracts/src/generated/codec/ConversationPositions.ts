// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { MemberPosition, MemberPosition__Output } from '../parley/v1/MemberPosition.ts';
import type { ConversationPositions, ConversationPositions__Output } from '../parley/v1/ConversationPositions.ts';
import { decodeMemberPosition, encodeMemberPosition, wholeMemberPosition } from './MemberPosition.ts';

export function encodeConversationPositions(it: ConversationPositions, writer: Writer): void {
  if (it.tooMany) writer.bool(it.tooMany, 24);
  for (let i = (it.members?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeMemberPosition(it.members?.[i] ?? {}, writer); writer.message(end, 18); }
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeConversationPositions(reader: Reader, end: number): ConversationPositions__Output {
  let $conversationId: ConversationPositions__Output['conversationId'] = '';
  const $members: ConversationPositions__Output['members'] = [];
  let $tooMany: ConversationPositions__Output['tooMany'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 18: $members.push(decodeMemberPosition(reader, reader.end(end))); break;
      case 24: $tooMany = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, members: $members, tooMany: $tooMany };
}

export function wholeConversationPositions(it: ConversationPositions): ConversationPositions__Output {
  return { conversationId: it.conversationId ?? '', members: it.members ? it.members.map(wholeMemberPosition) : [], tooMany: it.tooMany ?? false };
}
