// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { RemoveMemberRequest, RemoveMemberRequest__Output } from '../parley/v1/RemoveMemberRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeRemoveMemberRequest(it: RemoveMemberRequest, writer: Writer): void {
  if (it.userId) writer.string(it.userId, 26);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeRemoveMemberRequest(reader: Reader, end: number): RemoveMemberRequest__Output {
  let $caller: RemoveMemberRequest__Output['caller'] = null;
  let $conversationId: RemoveMemberRequest__Output['conversationId'] = '';
  let $userId: RemoveMemberRequest__Output['userId'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 26: $userId = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, userId: $userId };
}

export function wholeRemoveMemberRequest(it: RemoveMemberRequest): RemoveMemberRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', userId: it.userId ?? '' };
}
