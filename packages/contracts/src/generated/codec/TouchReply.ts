// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { TouchReply, TouchReply__Output } from '../parley/v1/TouchReply.ts';

export function encodeTouchReply(it: TouchReply, writer: Writer): void {
  if (it.regainedConversationIds?.length) writer.strings(it.regainedConversationIds, 18);
  if (it.reboundConnectionIds?.length) writer.strings(it.reboundConnectionIds, 10);
}

export function decodeTouchReply(reader: Reader, end: number): TouchReply__Output {
  const $reboundConnectionIds: TouchReply__Output['reboundConnectionIds'] = [];
  const $regainedConversationIds: TouchReply__Output['regainedConversationIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $reboundConnectionIds.push(reader.string(end)); break;
      case 18: $regainedConversationIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { reboundConnectionIds: $reboundConnectionIds, regainedConversationIds: $regainedConversationIds };
}

export function wholeTouchReply(it: TouchReply): TouchReply__Output {
  return { reboundConnectionIds: it.reboundConnectionIds ? it.reboundConnectionIds.slice() : [], regainedConversationIds: it.regainedConversationIds ? it.regainedConversationIds.slice() : [] };
}
