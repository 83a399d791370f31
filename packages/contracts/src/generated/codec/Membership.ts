// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Membership, Membership__Output } from '../parley/v1/Membership.ts';

export function encodeMembership(it: Membership, writer: Writer): void {
  if (it.mentionCount) writer.uint(it.mentionCount, 48);
  if (it.unreadCount) writer.uint(it.unreadCount, 40);
  if (it.readSeq) writer.uint(it.readSeq, 32);
  if (it.deliveredSeq) writer.uint(it.deliveredSeq, 24);
  if (it.visibleFromSeq) writer.uint(it.visibleFromSeq, 16);
  if (it.role) writer.string(it.role, 10);
}

export function decodeMembership(reader: Reader, end: number): Membership__Output {
  let $role: Membership__Output['role'] = '';
  let $visibleFromSeq: Membership__Output['visibleFromSeq'] = 0;
  let $deliveredSeq: Membership__Output['deliveredSeq'] = 0;
  let $readSeq: Membership__Output['readSeq'] = 0;
  let $unreadCount: Membership__Output['unreadCount'] = 0;
  let $mentionCount: Membership__Output['mentionCount'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $role = reader.string(end); break;
      case 16: $visibleFromSeq = reader.uint(); break;
      case 24: $deliveredSeq = reader.uint(); break;
      case 32: $readSeq = reader.uint(); break;
      case 40: $unreadCount = reader.uint(); break;
      case 48: $mentionCount = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { role: $role, visibleFromSeq: $visibleFromSeq, deliveredSeq: $deliveredSeq, readSeq: $readSeq, unreadCount: $unreadCount, mentionCount: $mentionCount };
}

export function wholeMembership(it: Membership): Membership__Output {
  return { role: it.role ?? '', visibleFromSeq: count(it.visibleFromSeq), deliveredSeq: count(it.deliveredSeq), readSeq: count(it.readSeq), unreadCount: count(it.unreadCount), mentionCount: count(it.mentionCount) };
}
