// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { DeadLettersRequest, DeadLettersRequest__Output } from '../parley/v1/DeadLettersRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeDeadLettersRequest(it: DeadLettersRequest, writer: Writer): void {
  if (it.all) writer.bool(it.all, 24);
  if (it.ids?.length) writer.strings(it.ids, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeDeadLettersRequest(reader: Reader, end: number): DeadLettersRequest__Output {
  let $caller: DeadLettersRequest__Output['caller'] = null;
  const $ids: DeadLettersRequest__Output['ids'] = [];
  let $all: DeadLettersRequest__Output['all'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $ids.push(reader.string(end)); break;
      case 24: $all = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, ids: $ids, all: $all };
}

export function wholeDeadLettersRequest(it: DeadLettersRequest): DeadLettersRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, ids: it.ids ? it.ids.slice() : [], all: it.all ?? false };
}
