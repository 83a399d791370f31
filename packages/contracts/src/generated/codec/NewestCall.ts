// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { NewestCall, NewestCall__Output } from '../parley/v1/NewestCall.ts';

export function encodeNewestCall(it: NewestCall, writer: Writer): void {
  if (it.conversationIds?.length) writer.strings(it.conversationIds, 10);
}

export function decodeNewestCall(reader: Reader, end: number): NewestCall__Output {
  const $conversationIds: NewestCall__Output['conversationIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationIds: $conversationIds };
}

export function wholeNewestCall(it: NewestCall): NewestCall__Output {
  return { conversationIds: it.conversationIds ? it.conversationIds.slice() : [] };
}
