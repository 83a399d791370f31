// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import type { AnnounceRosterRequest, AnnounceRosterRequest__Output } from '../parley/v1/AnnounceRosterRequest.ts';
import { decodeCaller, encodeCaller, wholeCaller } from './Caller.ts';

export function encodeAnnounceRosterRequest(it: AnnounceRosterRequest, writer: Writer): void {
  if (it.withNames) writer.bool(it.withNames, 24);
  if (it.conversationId) writer.string(it.conversationId, 18);
  if (it.caller) { const end = writer.size; encodeCaller(it.caller, writer); writer.message(end, 10); }
}

export function decodeAnnounceRosterRequest(reader: Reader, end: number): AnnounceRosterRequest__Output {
  let $caller: AnnounceRosterRequest__Output['caller'] = null;
  let $conversationId: AnnounceRosterRequest__Output['conversationId'] = '';
  let $withNames: AnnounceRosterRequest__Output['withNames'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $caller = decodeCaller(reader, reader.end(end)); break;
      case 18: $conversationId = reader.string(end); break;
      case 24: $withNames = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { caller: $caller, conversationId: $conversationId, withNames: $withNames };
}

export function wholeAnnounceRosterRequest(it: AnnounceRosterRequest): AnnounceRosterRequest__Output {
  return { caller: it.caller ? wholeCaller(it.caller) : null, conversationId: it.conversationId ?? '', withNames: it.withNames ?? false };
}
