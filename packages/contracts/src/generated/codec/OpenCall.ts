// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { KnownHead, KnownHead__Output } from '../parley/v1/KnownHead.ts';
import type { OpenCall, OpenCall__Output } from '../parley/v1/OpenCall.ts';
import { decodeKnownHead, encodeKnownHead, wholeKnownHead } from './KnownHead.ts';

export function encodeOpenCall(it: OpenCall, writer: Writer): void {
  if (it.attempt) writer.uint(it.attempt, 72);
  if (it.limit) writer.uint(it.limit, 64);
  if (it.upToId) writer.string(it.upToId, 58);
  for (let i = (it.known?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeKnownHead(it.known?.[i] ?? {}, writer); writer.message(end, 50); }
  if (it.away) writer.bool(it.away, 40);
  if (it.serverId) writer.string(it.serverId, 34);
  if (it.connectionId) writer.string(it.connectionId, 26);
  if (it.deviceId) writer.string(it.deviceId, 18);
  if (it.accessToken) writer.string(it.accessToken, 10);
}

export function decodeOpenCall(reader: Reader, end: number): OpenCall__Output {
  let $accessToken: OpenCall__Output['accessToken'] = '';
  let $deviceId: OpenCall__Output['deviceId'] = '';
  let $connectionId: OpenCall__Output['connectionId'] = '';
  let $serverId: OpenCall__Output['serverId'] = '';
  let $away: OpenCall__Output['away'] = false;
  const $known: OpenCall__Output['known'] = [];
  let $upToId: OpenCall__Output['upToId'] = '';
  let $limit: OpenCall__Output['limit'] = 0;
  let $attempt: OpenCall__Output['attempt'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $accessToken = reader.string(end); break;
      case 18: $deviceId = reader.string(end); break;
      case 26: $connectionId = reader.string(end); break;
      case 34: $serverId = reader.string(end); break;
      case 40: $away = reader.bool(); break;
      case 50: $known.push(decodeKnownHead(reader, reader.end(end))); break;
      case 58: $upToId = reader.string(end); break;
      case 64: $limit = reader.uint(); break;
      case 72: $attempt = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { accessToken: $accessToken, deviceId: $deviceId, connectionId: $connectionId, serverId: $serverId, away: $away, known: $known, upToId: $upToId, limit: $limit, attempt: $attempt };
}

export function wholeOpenCall(it: OpenCall): OpenCall__Output {
  return { accessToken: it.accessToken ?? '', deviceId: it.deviceId ?? '', connectionId: it.connectionId ?? '', serverId: it.serverId ?? '', away: it.away ?? false, known: it.known ? it.known.map(wholeKnownHead) : [], upToId: it.upToId ?? '', limit: count(it.limit), attempt: count(it.attempt) };
}
