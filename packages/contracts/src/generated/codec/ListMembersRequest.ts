// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { ListMembersRequest, ListMembersRequest__Output } from '../parley/v1/ListMembersRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeListMembersRequest(it: ListMembersRequest, writer: Writer): void {
  if (it.cursor) writer.string(it.cursor, 34);
  if (it.limit) writer.uint(it.limit, 24);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeListMembersRequest(reader: Reader, end: number): ListMembersRequest__Output {
  let $caller: ListMembersRequest__Output['caller'] = null;
  let $conversationId: ListMembersRequest__Output['conversationId'] = '';
  let $limit: ListMembersRequest__Output['limit'] = 0;
  let $cursor: ListMembersRequest__Output['cursor'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 24: $limit = reader.uint(); break;
      case 34: $cursor = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, limit: $limit, cursor: $cursor };
}

export function wholeListMembersRequest(it: ListMembersRequest): ListMembersRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', limit: count(it.limit), cursor: it.cursor ?? '' };
}
