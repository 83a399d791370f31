// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Head, Head__Output } from '../parley/v1/Head.ts';
import type { HeadsReply, HeadsReply__Output } from '../parley/v1/HeadsReply.ts';
import { decodeHead, encodeHead, wholeHead } from './Head.ts';

export function encodeHeadsReply(it: HeadsReply, writer: Writer): void {
  if (it.upToId) writer.string(it.upToId, 26);
  if (it.gone?.length) writer.strings(it.gone, 18);
  for (let i = (it.heads?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeHead(it.heads?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeHeadsReply(reader: Reader, end: number): HeadsReply__Output {
  const $heads: HeadsReply__Output['heads'] = [];
  const $gone: HeadsReply__Output['gone'] = [];
  let $upToId: HeadsReply__Output['upToId'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $heads.push(decodeHead(reader, reader.end(end))); break;
      case 18: $gone.push(reader.string(end)); break;
      case 26: $upToId = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { heads: $heads, gone: $gone, upToId: $upToId };
}

export function wholeHeadsReply(it: HeadsReply): HeadsReply__Output {
  return { heads: it.heads ? it.heads.map(wholeHead) : [], gone: it.gone ? it.gone.slice() : [], upToId: it.upToId ?? '' };
}
