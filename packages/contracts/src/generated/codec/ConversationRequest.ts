// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { ConversationRequest, ConversationRequest__Output } from '../parley/v1/ConversationRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeConversationRequest(it: ConversationRequest, writer: Writer): void {
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeConversationRequest(reader: Reader, end: number): ConversationRequest__Output {
  let $caller: ConversationRequest__Output['caller'] = null;
  let $conversationId: ConversationRequest__Output['conversationId'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId };
}

export function wholeConversationRequest(it: ConversationRequest): ConversationRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '' };
}
