// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { PresenceCall, PresenceCall__Output } from '../parley/v1/PresenceCall.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodePresenceCall(it: PresenceCall, writer: Writer): void {
  if (it.userIds?.length) writer.strings(it.userIds, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodePresenceCall(reader: Reader, end: number): PresenceCall__Output {
  let $caller: PresenceCall__Output['caller'] = null;
  const $userIds: PresenceCall__Output['userIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $userIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, userIds: $userIds };
}

export function wholePresenceCall(it: PresenceCall): PresenceCall__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, userIds: it.userIds ? it.userIds.slice() : [] };
}
