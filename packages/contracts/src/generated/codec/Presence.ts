// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Presence, Presence__Output } from '../parley/v1/Presence.ts';

export function encodePresence(it: Presence, writer: Writer): void {
  if (it.version) writer.uint(it.version, 32);
  if (it.lastSeenAtMs) writer.uint(it.lastSeenAtMs, 24);
  if (it.status) writer.string(it.status, 18);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodePresence(reader: Reader, end: number): Presence__Output {
  let $userId: Presence__Output['userId'] = '';
  let $status: Presence__Output['status'] = '';
  let $lastSeenAtMs: Presence__Output['lastSeenAtMs'] = 0;
  let $version: Presence__Output['version'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 18: $status = reader.string(end); break;
      case 24: $lastSeenAtMs = reader.uint(); break;
      case 32: $version = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, status: $status, lastSeenAtMs: $lastSeenAtMs, version: $version };
}

export function wholePresence(it: Presence): Presence__Output {
  return { userId: it.userId ?? '', status: it.status ?? '', lastSeenAtMs: count(it.lastSeenAtMs), version: count(it.version) };
}
