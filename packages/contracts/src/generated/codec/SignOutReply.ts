// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SignOutReply, SignOutReply__Output } from '../parley/v1/SignOutReply.ts';

export function encodeSignOutReply(it: SignOutReply, writer: Writer): void {
  if (it.sessions) writer.uint(it.sessions, 8);
}

export function decodeSignOutReply(reader: Reader, end: number): SignOutReply__Output {
  let $sessions: SignOutReply__Output['sessions'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $sessions = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { sessions: $sessions };
}

export function wholeSignOutReply(it: SignOutReply): SignOutReply__Output {
  return { sessions: count(it.sessions) };
}
