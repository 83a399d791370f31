// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { MembershipCall, MembershipCall__Output } from '../parley/v1/MembershipCall.ts';

export function encodeMembershipCall(it: MembershipCall, writer: Writer): void {
  if (it.userIds?.length) writer.strings(it.userIds, 18);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeMembershipCall(reader: Reader, end: number): MembershipCall__Output {
  let $conversationId: MembershipCall__Output['conversationId'] = '';
  const $userIds: MembershipCall__Output['userIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 18: $userIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, userIds: $userIds };
}

export function wholeMembershipCall(it: MembershipCall): MembershipCall__Output {
  return { conversationId: it.conversationId ?? '', userIds: it.userIds ? it.userIds.slice() : [] };
}
