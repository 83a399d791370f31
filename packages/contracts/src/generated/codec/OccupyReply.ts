// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { OccupyReply, OccupyReply__Output } from '../parley/v1/OccupyReply.ts';

export function encodeOccupyReply(it: OccupyReply, writer: Writer): void {
  if (it.gainedConversationIds?.length) writer.strings(it.gainedConversationIds, 10);
}

export function decodeOccupyReply(reader: Reader, end: number): OccupyReply__Output {
  const $gainedConversationIds: OccupyReply__Output['gainedConversationIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $gainedConversationIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { gainedConversationIds: $gainedConversationIds };
}

export function wholeOccupyReply(it: OccupyReply): OccupyReply__Output {
  return { gainedConversationIds: it.gainedConversationIds ? it.gainedConversationIds.slice() : [] };
}
