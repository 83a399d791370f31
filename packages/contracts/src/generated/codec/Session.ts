// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Session, Session__Output } from '../parley/v1/Session.ts';

export function encodeSession(it: Session, writer: Writer): void {
  if (it.current) writer.bool(it.current, 40);
  if (it.lastSeenAtMs) writer.uint(it.lastSeenAtMs, 32);
  if (it.createdAtMs) writer.uint(it.createdAtMs, 24);
  if (it.deviceName) writer.string(it.deviceName, 18);
  if (it.sessionId) writer.string(it.sessionId, 10);
}

export function decodeSession(reader: Reader, end: number): Session__Output {
  let $sessionId: Session__Output['sessionId'] = '';
  let $deviceName: Session__Output['deviceName'] = '';
  let $createdAtMs: Session__Output['createdAtMs'] = 0;
  let $lastSeenAtMs: Session__Output['lastSeenAtMs'] = 0;
  let $current: Session__Output['current'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $sessionId = reader.string(end); break;
      case 18: $deviceName = reader.string(end); break;
      case 24: $createdAtMs = reader.uint(); break;
      case 32: $lastSeenAtMs = reader.uint(); break;
      case 40: $current = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { sessionId: $sessionId, deviceName: $deviceName, createdAtMs: $createdAtMs, lastSeenAtMs: $lastSeenAtMs, current: $current };
}

export function wholeSession(it: Session): Session__Output {
  return { sessionId: it.sessionId ?? '', deviceName: it.deviceName ?? '', createdAtMs: count(it.createdAtMs), lastSeenAtMs: count(it.lastSeenAtMs), current: it.current ?? false };
}
