// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Dispatch, Dispatch__Output } from '../parley/v1/Dispatch.ts';
import type { NewestReply, NewestReply__Output } from '../parley/v1/NewestReply.ts';
import { decodeDispatch, encodeDispatch, wholeDispatch } from './Dispatch.ts';

export function encodeNewestReply(it: NewestReply, writer: Writer): void {
  for (let i = (it.dispatches?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeDispatch(it.dispatches?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeNewestReply(reader: Reader, end: number): NewestReply__Output {
  const $dispatches: NewestReply__Output['dispatches'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $dispatches.push(decodeDispatch(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { dispatches: $dispatches };
}

export function wholeNewestReply(it: NewestReply): NewestReply__Output {
  return { dispatches: it.dispatches ? it.dispatches.map(wholeDispatch) : [] };
}
