// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Member, Member__Output } from '../parley/v1/Member.ts';
import type { MemberPage, MemberPage__Output } from '../parley/v1/MemberPage.ts';
import { decodeMember, encodeMember, wholeMember } from './Member.ts';

export function encodeMemberPage(it: MemberPage, writer: Writer): void {
  if (it.nextCursor) writer.string(it.nextCursor, 18);
  for (let i = (it.members?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeMember(it.members?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeMemberPage(reader: Reader, end: number): MemberPage__Output {
  const $members: MemberPage__Output['members'] = [];
  let $nextCursor: MemberPage__Output['nextCursor'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $members.push(decodeMember(reader, reader.end(end))); break;
      case 18: $nextCursor = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { members: $members, nextCursor: $nextCursor };
}

export function wholeMemberPage(it: MemberPage): MemberPage__Output {
  return { members: it.members ? it.members.map(wholeMember) : [], nextCursor: it.nextCursor ?? '' };
}
