// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { SetPresenceModeRequest, SetPresenceModeRequest__Output } from '../parley/v1/SetPresenceModeRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeSetPresenceModeRequest(it: SetPresenceModeRequest, writer: Writer): void {
  if (it.mode) writer.string(it.mode, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeSetPresenceModeRequest(reader: Reader, end: number): SetPresenceModeRequest__Output {
  let $caller: SetPresenceModeRequest__Output['caller'] = null;
  let $mode: SetPresenceModeRequest__Output['mode'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $mode = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, mode: $mode };
}

export function wholeSetPresenceModeRequest(it: SetPresenceModeRequest): SetPresenceModeRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, mode: it.mode ?? '' };
}
