// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { ListConversationsRequest, ListConversationsRequest__Output } from '../parley/v1/ListConversationsRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeListConversationsRequest(it: ListConversationsRequest, writer: Writer): void {
  if (it.cursor) writer.string(it.cursor, 26);
  if (it.limit) writer.uint(it.limit, 16);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeListConversationsRequest(reader: Reader, end: number): ListConversationsRequest__Output {
  let $caller: ListConversationsRequest__Output['caller'] = null;
  let $limit: ListConversationsRequest__Output['limit'] = 0;
  let $cursor: ListConversationsRequest__Output['cursor'] = '';
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

export function wholeListConversationsRequest(it: ListConversationsRequest): ListConversationsRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, limit: count(it.limit), cursor: it.cursor ?? '' };
}
