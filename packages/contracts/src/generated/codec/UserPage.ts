// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { User, User__Output } from '../parley/v1/User.ts';
import type { UserPage, UserPage__Output } from '../parley/v1/UserPage.ts';
import { decodeUser, encodeUser, wholeUser } from './User.ts';

export function encodeUserPage(it: UserPage, writer: Writer): void {
  for (let i = (it.users?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeUser(it.users?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeUserPage(reader: Reader, end: number): UserPage__Output {
  const $users: UserPage__Output['users'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $users.push(decodeUser(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { users: $users };
}

export function wholeUserPage(it: UserPage): UserPage__Output {
  return { users: it.users ? it.users.map(wholeUser) : [] };
}
