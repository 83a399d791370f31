// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Binding, Binding__Output } from '../parley/v1/Binding.ts';

export function encodeBinding(it: Binding, writer: Writer): void {
  if (it.attempt) writer.uint(it.attempt, 64);
  if (it.gapKnown) writer.bool(it.gapKnown, 56);
  if (it.boundAtUs) writer.uint(it.boundAtUs, 48);
  if (it.away) writer.bool(it.away, 40);
  if (it.connectionId) writer.string(it.connectionId, 34);
  if (it.deviceId) writer.string(it.deviceId, 26);
  if (it.sessionId) writer.string(it.sessionId, 18);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodeBinding(reader: Reader, end: number): Binding__Output {
  let $userId: Binding__Output['userId'] = '';
  let $sessionId: Binding__Output['sessionId'] = '';
  let $deviceId: Binding__Output['deviceId'] = '';
  let $connectionId: Binding__Output['connectionId'] = '';
  let $away: Binding__Output['away'] = false;
  let $boundAtUs: Binding__Output['boundAtUs'] = 0;
  let $gapKnown: Binding__Output['gapKnown'] = false;
  let $attempt: Binding__Output['attempt'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 18: $sessionId = reader.string(end); break;
      case 26: $deviceId = reader.string(end); break;
      case 34: $connectionId = reader.string(end); break;
      case 40: $away = reader.bool(); break;
      case 48: $boundAtUs = reader.uint(); break;
      case 56: $gapKnown = reader.bool(); break;
      case 64: $attempt = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, sessionId: $sessionId, deviceId: $deviceId, connectionId: $connectionId, away: $away, boundAtUs: $boundAtUs, gapKnown: $gapKnown, attempt: $attempt };
}

export function wholeBinding(it: Binding): Binding__Output {
  return { userId: it.userId ?? '', sessionId: it.sessionId ?? '', deviceId: it.deviceId ?? '', connectionId: it.connectionId ?? '', away: it.away ?? false, boundAtUs: count(it.boundAtUs), gapKnown: it.gapKnown ?? false, attempt: count(it.attempt) };
}
