// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { UserList, UserList__Output } from '../parley/v1/UserList.ts';

export function encodeUserList(it: UserList, writer: Writer): void {
  if (it.userIds?.length) writer.strings(it.userIds, 10);
}

export function decodeUserList(reader: Reader, end: number): UserList__Output {
  const $userIds: UserList__Output['userIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userIds: $userIds };
}

export function wholeUserList(it: UserList): UserList__Output {
  return { userIds: it.userIds ? it.userIds.slice() : [] };
}
