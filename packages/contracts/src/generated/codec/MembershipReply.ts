// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { MembershipReply, MembershipReply__Output } from '../parley/v1/MembershipReply.ts';

export function encodeMembershipReply(it: MembershipReply, writer: Writer): void {
  if (it.visibleFromSeqs?.length) writer.uints(it.visibleFromSeqs, 26);
  if (it.userIds?.length) writer.strings(it.userIds, 18);
  if (it.membersSeq) writer.uint(it.membersSeq, 8);
}

export function decodeMembershipReply(reader: Reader, end: number): MembershipReply__Output {
  let $membersSeq: MembershipReply__Output['membersSeq'] = 0;
  const $userIds: MembershipReply__Output['userIds'] = [];
  const $visibleFromSeqs: MembershipReply__Output['visibleFromSeqs'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $membersSeq = reader.uint(); break;
      case 18: $userIds.push(reader.string(end)); break;
      case 26: reader.uints($visibleFromSeqs, end); break;
      case 24: $visibleFromSeqs.push(reader.uint()); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { membersSeq: $membersSeq, userIds: $userIds, visibleFromSeqs: $visibleFromSeqs };
}

export function wholeMembershipReply(it: MembershipReply): MembershipReply__Output {
  return { membersSeq: count(it.membersSeq), userIds: it.userIds ? it.userIds.slice() : [], visibleFromSeqs: it.visibleFromSeqs ? it.visibleFromSeqs.map(count) : [] };
}
