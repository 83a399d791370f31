// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { CreateConversationRequest, CreateConversationRequest__Output } from '../parley/v1/CreateConversationRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeCreateConversationRequest(it: CreateConversationRequest, writer: Writer): void {
  if (it.memberIds?.length) writer.strings(it.memberIds, 34);
  if (it.title) writer.string(it.title, 26);
  if (it.kind) writer.string(it.kind, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeCreateConversationRequest(reader: Reader, end: number): CreateConversationRequest__Output {
  let $caller: CreateConversationRequest__Output['caller'] = null;
  let $kind: CreateConversationRequest__Output['kind'] = '';
  let $title: CreateConversationRequest__Output['title'] = '';
  const $memberIds: CreateConversationRequest__Output['memberIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $kind = reader.string(end); break;
      case 26: $title = reader.string(end); break;
      case 34: $memberIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, kind: $kind, title: $title, memberIds: $memberIds };
}

export function wholeCreateConversationRequest(it: CreateConversationRequest): CreateConversationRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, kind: it.kind ?? '', title: it.title ?? '', memberIds: it.memberIds ? it.memberIds.slice() : [] };
}
