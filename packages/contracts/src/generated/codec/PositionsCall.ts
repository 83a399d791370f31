// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { PositionsCall, PositionsCall__Output } from '../parley/v1/PositionsCall.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodePositionsCall(it: PositionsCall, writer: Writer): void {
  if (it.conversationIds?.length) writer.strings(it.conversationIds, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodePositionsCall(reader: Reader, end: number): PositionsCall__Output {
  let $caller: PositionsCall__Output['caller'] = null;
  const $conversationIds: PositionsCall__Output['conversationIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationIds: $conversationIds };
}

export function wholePositionsCall(it: PositionsCall): PositionsCall__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationIds: it.conversationIds ? it.conversationIds.slice() : [] };
}
