// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { MembersRequest, MembersRequest__Output } from '../parley/v1/MembersRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeMembersRequest(it: MembersRequest, writer: Writer): void {
  if (it.userIds?.length) writer.strings(it.userIds, 26);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeMembersRequest(reader: Reader, end: number): MembersRequest__Output {
  let $caller: MembersRequest__Output['caller'] = null;
  let $conversationId: MembersRequest__Output['conversationId'] = '';
  const $userIds: MembersRequest__Output['userIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 26: $userIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, userIds: $userIds };
}

export function wholeMembersRequest(it: MembersRequest): MembersRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', userIds: it.userIds ? it.userIds.slice() : [] };
}
