// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { ListDeadLettersRequest, ListDeadLettersRequest__Output } from '../parley/v1/ListDeadLettersRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeListDeadLettersRequest(it: ListDeadLettersRequest, writer: Writer): void {
  if (it.cursor) writer.string(it.cursor, 26);
  if (it.limit) writer.uint(it.limit, 16);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeListDeadLettersRequest(reader: Reader, end: number): ListDeadLettersRequest__Output {
  let $caller: ListDeadLettersRequest__Output['caller'] = null;
  let $limit: ListDeadLettersRequest__Output['limit'] = 0;
  let $cursor: ListDeadLettersRequest__Output['cursor'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 16: $limit = reader.uint(); break;
      case 26: $cursor = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, limit: $limit, cursor: $cursor };
}

export function wholeListDeadLettersRequest(it: ListDeadLettersRequest): ListDeadLettersRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, limit: count(it.limit), cursor: it.cursor ?? '' };
}
