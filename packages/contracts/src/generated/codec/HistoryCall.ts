// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { HistoryCall, HistoryCall__Output } from '../parley/v1/HistoryCall.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeHistoryCall(it: HistoryCall, writer: Writer): void {
  if (it.limit) writer.uint(it.limit, 40);
  if (it.beforeSeq !== undefined && it.beforeSeq !== null) writer.uint(it.beforeSeq, 32);
  if (it.afterSeq !== undefined && it.afterSeq !== null) writer.uint(it.afterSeq, 24);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeHistoryCall(reader: Reader, end: number): HistoryCall__Output {
  let $caller: HistoryCall__Output['caller'] = null;
  let $conversationId: HistoryCall__Output['conversationId'] = '';
  let $afterSeq: HistoryCall__Output['afterSeq'];
  let $beforeSeq: HistoryCall__Output['beforeSeq'];
  let $limit: HistoryCall__Output['limit'] = 0;
  let $from: HistoryCall__Output['from'];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 24: $afterSeq = reader.uint(); $from = 'afterSeq'; break;
      case 32: $beforeSeq = reader.uint(); $from = 'beforeSeq'; break;
      case 40: $limit = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, afterSeq: $afterSeq, beforeSeq: $beforeSeq, limit: $limit, from: $from };
}

export function wholeHistoryCall(it: HistoryCall): HistoryCall__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', afterSeq: it.afterSeq === undefined ? undefined : count(it.afterSeq), beforeSeq: it.beforeSeq === undefined ? undefined : count(it.beforeSeq), limit: count(it.limit), from: it.beforeSeq !== undefined && it.beforeSeq !== null ? 'beforeSeq' : it.afterSeq !== undefined && it.afterSeq !== null ? 'afterSeq' : undefined };
}
