// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { MarkCall, MarkCall__Output } from '../parley/v1/MarkCall.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeMarkCall(it: MarkCall, writer: Writer): void {
  if (it.readSeq) writer.uint(it.readSeq, 32);
  if (it.deliveredSeq) writer.uint(it.deliveredSeq, 24);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeMarkCall(reader: Reader, end: number): MarkCall__Output {
  let $caller: MarkCall__Output['caller'] = null;
  let $conversationId: MarkCall__Output['conversationId'] = '';
  let $deliveredSeq: MarkCall__Output['deliveredSeq'] = 0;
  let $readSeq: MarkCall__Output['readSeq'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 24: $deliveredSeq = reader.uint(); break;
      case 32: $readSeq = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, deliveredSeq: $deliveredSeq, readSeq: $readSeq };
}

export function wholeMarkCall(it: MarkCall): MarkCall__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', deliveredSeq: count(it.deliveredSeq), readSeq: count(it.readSeq) };
}
