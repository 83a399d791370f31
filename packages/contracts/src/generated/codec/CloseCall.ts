// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Binding, Binding__Output } from '../parley/v1/Binding.ts';
import type { CloseCall, CloseCall__Output } from '../parley/v1/CloseCall.ts';
import { decodeBinding, encodeBinding, wholeBinding } from './Binding.ts';

export function encodeCloseCall(it: CloseCall, writer: Writer): void {
  for (let i = (it.bindings?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeBinding(it.bindings?.[i] ?? {}, writer); writer.message(end, 18); }
  if (it.serverId) writer.string(it.serverId, 10);
}

export function decodeCloseCall(reader: Reader, end: number): CloseCall__Output {
  let $serverId: CloseCall__Output['serverId'] = '';
  const $bindings: CloseCall__Output['bindings'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $serverId = reader.string(end); break;
      case 18: $bindings.push(decodeBinding(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { serverId: $serverId, bindings: $bindings };
}

export function wholeCloseCall(it: CloseCall): CloseCall__Output {
  return { serverId: it.serverId ?? '', bindings: it.bindings ? it.bindings.map(wholeBinding) : [] };
}
