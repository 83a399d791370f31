// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { OpenDirectRequest, OpenDirectRequest__Output } from '../parley/v1/OpenDirectRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeOpenDirectRequest(it: OpenDirectRequest, writer: Writer): void {
  if (it.userId) writer.string(it.userId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeOpenDirectRequest(reader: Reader, end: number): OpenDirectRequest__Output {
  let $caller: OpenDirectRequest__Output['caller'] = null;
  let $userId: OpenDirectRequest__Output['userId'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $userId = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, userId: $userId };
}

export function wholeOpenDirectRequest(it: OpenDirectRequest): OpenDirectRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, userId: it.userId ?? '' };
}
