// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Dispatch, Dispatch__Output } from '../parley/v1/Dispatch.ts';
import type { DispatchBatch, DispatchBatch__Output } from '../parley/v1/DispatchBatch.ts';
import { decodeDispatch, encodeDispatch, wholeDispatch } from './Dispatch.ts';

export function encodeDispatchBatch(it: DispatchBatch, writer: Writer): void {
  for (let i = (it.dispatches?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeDispatch(it.dispatches?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeDispatchBatch(reader: Reader, end: number): DispatchBatch__Output {
  const $dispatches: DispatchBatch__Output['dispatches'] = [];
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

export function wholeDispatchBatch(it: DispatchBatch): DispatchBatch__Output {
  return { dispatches: it.dispatches ? it.dispatches.map(wholeDispatch) : [] };
}
