// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SessionRef, SessionRef__Output } from '../parley/v1/SessionRef.ts';

export function encodeSessionRef(it: SessionRef, writer: Writer): void {
  if (it.sessionId) writer.string(it.sessionId, 18);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodeSessionRef(reader: Reader, end: number): SessionRef__Output {
  let $userId: SessionRef__Output['userId'] = '';
  let $sessionId: SessionRef__Output['sessionId'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 18: $sessionId = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, sessionId: $sessionId };
}

export function wholeSessionRef(it: SessionRef): SessionRef__Output {
  return { userId: it.userId ?? '', sessionId: it.sessionId ?? '' };
}
