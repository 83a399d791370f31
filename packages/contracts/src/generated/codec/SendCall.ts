// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { SendCall, SendCall__Output } from '../parley/v1/SendCall.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeSendCall(it: SendCall, writer: Writer): void {
  if (it.body) writer.string(it.body, 34);
  if (it.clientId) writer.string(it.clientId, 26);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeSendCall(reader: Reader, end: number): SendCall__Output {
  let $caller: SendCall__Output['caller'] = null;
  let $conversationId: SendCall__Output['conversationId'] = '';
  let $clientId: SendCall__Output['clientId'] = '';
  let $body: SendCall__Output['body'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 26: $clientId = reader.string(end); break;
      case 34: $body = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, clientId: $clientId, body: $body };
}

export function wholeSendCall(it: SendCall): SendCall__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', clientId: it.clientId ?? '', body: it.body ?? '' };
}
