// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Head, Head__Output } from '../parley/v1/Head.ts';

export function encodeHead(it: Head, writer: Writer): void {
  if (it.readSeq) writer.uint(it.readSeq, 56);
  if (it.deliveredSeq) writer.uint(it.deliveredSeq, 48);
  if (it.epoch) writer.uint(it.epoch, 40);
  if (it.visibleFromSeq) writer.uint(it.visibleFromSeq, 32);
  if (it.lastSeq) writer.uint(it.lastSeq, 24);
  if (it.kind) writer.string(it.kind, 18);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeHead(reader: Reader, end: number): Head__Output {
  let $conversationId: Head__Output['conversationId'] = '';
  let $kind: Head__Output['kind'] = '';
  let $lastSeq: Head__Output['lastSeq'] = 0;
  let $visibleFromSeq: Head__Output['visibleFromSeq'] = 0;
  let $epoch: Head__Output['epoch'] = 0;
  let $deliveredSeq: Head__Output['deliveredSeq'] = 0;
  let $readSeq: Head__Output['readSeq'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 18: $kind = reader.string(end); break;
      case 24: $lastSeq = reader.uint(); break;
      case 32: $visibleFromSeq = reader.uint(); break;
      case 40: $epoch = reader.uint(); break;
      case 48: $deliveredSeq = reader.uint(); break;
      case 56: $readSeq = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, kind: $kind, lastSeq: $lastSeq, visibleFromSeq: $visibleFromSeq, epoch: $epoch, deliveredSeq: $deliveredSeq, readSeq: $readSeq };
}

export function wholeHead(it: Head): Head__Output {
  return { conversationId: it.conversationId ?? '', kind: it.kind ?? '', lastSeq: count(it.lastSeq), visibleFromSeq: count(it.visibleFromSeq), epoch: count(it.epoch), deliveredSeq: count(it.deliveredSeq), readSeq: count(it.readSeq) };
}
