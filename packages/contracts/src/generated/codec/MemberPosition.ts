// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { MemberPosition, MemberPosition__Output } from '../parley/v1/MemberPosition.ts';

export function encodeMemberPosition(it: MemberPosition, writer: Writer): void {
  if (it.visibleFromSeq) writer.uint(it.visibleFromSeq, 32);
  if (it.readSeq) writer.uint(it.readSeq, 24);
  if (it.deliveredSeq) writer.uint(it.deliveredSeq, 16);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodeMemberPosition(reader: Reader, end: number): MemberPosition__Output {
  let $userId: MemberPosition__Output['userId'] = '';
  let $deliveredSeq: MemberPosition__Output['deliveredSeq'] = 0;
  let $readSeq: MemberPosition__Output['readSeq'] = 0;
  let $visibleFromSeq: MemberPosition__Output['visibleFromSeq'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 16: $deliveredSeq = reader.uint(); break;
      case 24: $readSeq = reader.uint(); break;
      case 32: $visibleFromSeq = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, deliveredSeq: $deliveredSeq, readSeq: $readSeq, visibleFromSeq: $visibleFromSeq };
}

export function wholeMemberPosition(it: MemberPosition): MemberPosition__Output {
  return { userId: it.userId ?? '', deliveredSeq: count(it.deliveredSeq), readSeq: count(it.readSeq), visibleFromSeq: count(it.visibleFromSeq) };
}
