// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { HeadsReply, HeadsReply__Output } from '../parley/v1/HeadsReply.ts';
import type { OpenReply, OpenReply__Output } from '../parley/v1/OpenReply.ts';
import { decodeHeadsReply, encodeHeadsReply, wholeHeadsReply } from './HeadsReply.ts';

export function encodeOpenReply(it: OpenReply, writer: Writer): void {
  if (it.heads) { const end = writer.size; encodeHeadsReply(it.heads, writer); writer.message(end, 66); }
  if (it.presenceMode) writer.string(it.presenceMode, 58);
  if (it.boundAtUs) writer.uint(it.boundAtUs, 48);
  if (it.membersSeqs?.length) writer.uints(it.membersSeqs, 42);
  if (it.visibleFromSeqs?.length) writer.uints(it.visibleFromSeqs, 34);
  if (it.subscribeTo?.length) writer.strings(it.subscribeTo, 26);
  if (it.sessionId) writer.string(it.sessionId, 18);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodeOpenReply(reader: Reader, end: number): OpenReply__Output {
  let $userId: OpenReply__Output['userId'] = '';
  let $sessionId: OpenReply__Output['sessionId'] = '';
  const $subscribeTo: OpenReply__Output['subscribeTo'] = [];
  const $visibleFromSeqs: OpenReply__Output['visibleFromSeqs'] = [];
  const $membersSeqs: OpenReply__Output['membersSeqs'] = [];
  let $boundAtUs: OpenReply__Output['boundAtUs'] = 0;
  let $presenceMode: OpenReply__Output['presenceMode'] = '';
  let $heads: OpenReply__Output['heads'] = null;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 18: $sessionId = reader.string(end); break;
      case 26: $subscribeTo.push(reader.string(end)); break;
      case 34: reader.uints($visibleFromSeqs, end); break;
      case 32: $visibleFromSeqs.push(reader.uint()); break;
      case 42: reader.uints($membersSeqs, end); break;
      case 40: $membersSeqs.push(reader.uint()); break;
      case 48: $boundAtUs = reader.uint(); break;
      case 58: $presenceMode = reader.string(end); break;
      case 66: $heads = decodeHeadsReply(reader, reader.end(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, sessionId: $sessionId, subscribeTo: $subscribeTo, visibleFromSeqs: $visibleFromSeqs, membersSeqs: $membersSeqs, boundAtUs: $boundAtUs, presenceMode: $presenceMode, heads: $heads };
}

export function wholeOpenReply(it: OpenReply): OpenReply__Output {
  return { userId: it.userId ?? '', sessionId: it.sessionId ?? '', subscribeTo: it.subscribeTo ? it.subscribeTo.slice() : [], visibleFromSeqs: it.visibleFromSeqs ? it.visibleFromSeqs.map(count) : [], membersSeqs: it.membersSeqs ? it.membersSeqs.map(count) : [], boundAtUs: count(it.boundAtUs), presenceMode: it.presenceMode ?? '', heads: it.heads ? wholeHeadsReply(it.heads) : null };
}
