// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Reply, Reply__Output } from '../parley/v1/Reply.ts';
import type { ExchangeReply, ExchangeReply__Output } from '../parley/v1/ExchangeReply.ts';
import { decodeReply, encodeReply, wholeReply } from './Reply.ts';

export function encodeExchangeReply(it: ExchangeReply, writer: Writer): void {
  for (let i = (it.replies?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeReply(it.replies?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeExchangeReply(reader: Reader, end: number): ExchangeReply__Output {
  const $replies: ExchangeReply__Output['replies'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $replies.push(decodeReply(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { replies: $replies };
}

export function wholeExchangeReply(it: ExchangeReply): ExchangeReply__Output {
  return { replies: it.replies ? it.replies.map(wholeReply) : [] };
}
