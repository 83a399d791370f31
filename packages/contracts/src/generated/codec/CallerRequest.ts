// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { CallerRequest, CallerRequest__Output } from '../parley/v1/CallerRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeCallerRequest(it: CallerRequest, writer: Writer): void {
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeCallerRequest(reader: Reader, end: number): CallerRequest__Output {
  let $caller: CallerRequest__Output['caller'] = null;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller };
}

export function wholeCallerRequest(it: CallerRequest): CallerRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null };
}
