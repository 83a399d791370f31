// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { SignOutRequest, SignOutRequest__Output } from '../parley/v1/SignOutRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeSignOutRequest(it: SignOutRequest, writer: Writer): void {
  if (it.allOthers) writer.bool(it.allOthers, 24);
  if (it.sessionId) writer.string(it.sessionId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeSignOutRequest(reader: Reader, end: number): SignOutRequest__Output {
  let $caller: SignOutRequest__Output['caller'] = null;
  let $sessionId: SignOutRequest__Output['sessionId'] = '';
  let $allOthers: SignOutRequest__Output['allOthers'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $sessionId = reader.string(end); break;
      case 24: $allOthers = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, sessionId: $sessionId, allOthers: $allOthers };
}

export function wholeSignOutRequest(it: SignOutRequest): SignOutRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, sessionId: it.sessionId ?? '', allOthers: it.allOthers ?? false };
}
