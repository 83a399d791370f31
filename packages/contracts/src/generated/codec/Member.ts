// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { User, User__Output } from '../parley/v1/User.ts';
import type { Member, Member__Output } from '../parley/v1/Member.ts';
import { decodeUser, encodeUser, wholeUser } from './User.ts';

export function encodeMember(it: Member, writer: Writer): void {
  if (it.readSeq) writer.uint(it.readSeq, 40);
  if (it.deliveredSeq) writer.uint(it.deliveredSeq, 32);
  if (it.joinedAtMs) writer.uint(it.joinedAtMs, 24);
  if (it.role) writer.string(it.role, 18);
  if (it.user) { const end = writer.size; encodeUser(it.user, writer); writer.message(end, 10); }
}

export function decodeMember(reader: Reader, end: number): Member__Output {
  let $user: Member__Output['user'] = null;
  let $role: Member__Output['role'] = '';
  let $joinedAtMs: Member__Output['joinedAtMs'] = 0;
  let $deliveredSeq: Member__Output['deliveredSeq'] = 0;
  let $readSeq: Member__Output['readSeq'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $user = decodeUser(reader, reader.end(end)); break;
      case 18: $role = reader.string(end); break;
      case 24: $joinedAtMs = reader.uint(); break;
      case 32: $deliveredSeq = reader.uint(); break;
      case 40: $readSeq = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { user: $user, role: $role, joinedAtMs: $joinedAtMs, deliveredSeq: $deliveredSeq, readSeq: $readSeq };
}

export function wholeMember(it: Member): Member__Output {
  return { user: it.user ? wholeUser(it.user) : null, role: it.role ?? '', joinedAtMs: count(it.joinedAtMs), deliveredSeq: count(it.deliveredSeq), readSeq: count(it.readSeq) };
}
