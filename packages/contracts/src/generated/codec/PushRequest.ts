// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Dispatch, Dispatch__Output } from '../parley/v1/Dispatch.ts';
import type { PushRequest, PushRequest__Output } from '../parley/v1/PushRequest.ts';
import { decodeDispatch, encodeDispatch, wholeDispatch } from './Dispatch.ts';

export function encodePushRequest(it: PushRequest, writer: Writer): void {
  for (let i = (it.dispatches?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeDispatch(it.dispatches?.[i] ?? {}, writer); writer.message(end, 18); }
  if (it.id) writer.uint(it.id, 8);
}

export function decodePushRequest(reader: Reader, end: number): PushRequest__Output {
  let $id: PushRequest__Output['id'] = 0;
  const $dispatches: PushRequest__Output['dispatches'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $id = reader.uint(); break;
      case 18: $dispatches.push(decodeDispatch(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { id: $id, dispatches: $dispatches };
}

export function wholePushRequest(it: PushRequest): PushRequest__Output {
  return { id: count(it.id), dispatches: it.dispatches ? it.dispatches.map(wholeDispatch) : [] };
}
