// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { User, User__Output } from '../parley/v1/User.ts';

export function encodeUser(it: User, writer: Writer): void {
  if (it.presenceMode) writer.string(it.presenceMode, 50);
  if (it.createdAtMs) writer.uint(it.createdAtMs, 32);
  if (it.displayName) writer.string(it.displayName, 26);
  if (it.name) writer.string(it.name, 18);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodeUser(reader: Reader, end: number): User__Output {
  let $userId: User__Output['userId'] = '';
  let $name: User__Output['name'] = '';
  let $displayName: User__Output['displayName'] = '';
  let $createdAtMs: User__Output['createdAtMs'] = 0;
  let $presenceMode: User__Output['presenceMode'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 18: $name = reader.string(end); break;
      case 26: $displayName = reader.string(end); break;
      case 32: $createdAtMs = reader.uint(); break;
      case 50: $presenceMode = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, name: $name, displayName: $displayName, createdAtMs: $createdAtMs, presenceMode: $presenceMode };
}

export function wholeUser(it: User): User__Output {
  return { userId: it.userId ?? '', name: it.name ?? '', displayName: it.displayName ?? '', createdAtMs: count(it.createdAtMs), presenceMode: it.presenceMode ?? '' };
}
