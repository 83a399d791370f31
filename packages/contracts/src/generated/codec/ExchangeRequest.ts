// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Call, Call__Output } from '../parley/v1/Call.ts';
import type { ExchangeRequest, ExchangeRequest__Output } from '../parley/v1/ExchangeRequest.ts';
import { decodeCall, encodeCall, wholeCall } from './Call.ts';

export function encodeExchangeRequest(it: ExchangeRequest, writer: Writer): void {
  for (let i = (it.calls?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeCall(it.calls?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeExchangeRequest(reader: Reader, end: number): ExchangeRequest__Output {
  const $calls: ExchangeRequest__Output['calls'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $calls.push(decodeCall(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { calls: $calls };
}

export function wholeExchangeRequest(it: ExchangeRequest): ExchangeRequest__Output {
  return { calls: it.calls ? it.calls.map(wholeCall) : [] };
}
