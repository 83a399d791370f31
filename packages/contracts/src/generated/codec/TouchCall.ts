// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Binding, Binding__Output } from '../parley/v1/Binding.ts';
import type { TouchCall, TouchCall__Output } from '../parley/v1/TouchCall.ts';
import { decodeBinding, encodeBinding, wholeBinding } from './Binding.ts';

export function encodeTouchCall(it: TouchCall, writer: Writer): void {
  if (it.conversationIds?.length) writer.strings(it.conversationIds, 26);
  for (let i = (it.bindings?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeBinding(it.bindings?.[i] ?? {}, writer); writer.message(end, 18); }
  if (it.serverId) writer.string(it.serverId, 10);
}

export function decodeTouchCall(reader: Reader, end: number): TouchCall__Output {
  let $serverId: TouchCall__Output['serverId'] = '';
  const $bindings: TouchCall__Output['bindings'] = [];
  const $conversationIds: TouchCall__Output['conversationIds'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $serverId = reader.string(end); break;
      case 18: $bindings.push(decodeBinding(reader, reader.end(end))); break;
      case 26: $conversationIds.push(reader.string(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { serverId: $serverId, bindings: $bindings, conversationIds: $conversationIds };
}

export function wholeTouchCall(it: TouchCall): TouchCall__Output {
  return { serverId: it.serverId ?? '', bindings: it.bindings ? it.bindings.map(wholeBinding) : [], conversationIds: it.conversationIds ? it.conversationIds.slice() : [] };
}
