// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { UserList, UserList__Output } from '../parley/v1/UserList.ts';
import type { Audience, Audience__Output } from '../parley/v1/Audience.ts';
import { decodeUserList, encodeUserList, wholeUserList } from './UserList.ts';

export function encodeAudience(it: Audience, writer: Writer): void {
  if (it.watchersOf !== undefined && it.watchersOf !== null) writer.string(it.watchersOf, 34);
  if (it.everyone !== undefined && it.everyone !== null) writer.bool(it.everyone, 24);
  if (it.users) { const end = writer.size; encodeUserList(it.users, writer); writer.message(end, 18); }
  if (it.subscribers !== undefined && it.subscribers !== null) writer.bool(it.subscribers, 8);
}

export function decodeAudience(reader: Reader, end: number): Audience__Output {
  let $subscribers: Audience__Output['subscribers'];
  let $users: Audience__Output['users'];
  let $everyone: Audience__Output['everyone'];
  let $watchersOf: Audience__Output['watchersOf'];
  let $to: Audience__Output['to'];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $subscribers = reader.bool(); $to = 'subscribers'; break;
      case 18: $users = decodeUserList(reader, reader.end(end)); $to = 'users'; break;
      case 24: $everyone = reader.bool(); $to = 'everyone'; break;
      case 34: $watchersOf = reader.string(end); $to = 'watchersOf'; break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { subscribers: $subscribers, users: $users, everyone: $everyone, watchersOf: $watchersOf, to: $to };
}

export function wholeAudience(it: Audience): Audience__Output {
  return { subscribers: it.subscribers ?? undefined, users: it.users ? wholeUserList(it.users) : undefined, everyone: it.everyone ?? undefined, watchersOf: it.watchersOf ?? undefined, to: it.watchersOf !== undefined && it.watchersOf !== null ? 'watchersOf' : it.everyone !== undefined && it.everyone !== null ? 'everyone' : it.users !== undefined && it.users !== null ? 'users' : it.subscribers !== undefined && it.subscribers !== null ? 'subscribers' : undefined };
}
