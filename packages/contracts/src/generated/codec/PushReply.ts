// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Error, Error__Output } from '../parley/v1/Error.ts';
import type { PushReply, PushReply__Output } from '../parley/v1/PushReply.ts';
import { decodeError, encodeError, wholeError } from './Error.ts';

export function encodePushReply(it: PushReply, writer: Writer): void {
  if (it.error) { const end = writer.size; encodeError(it.error, writer); writer.message(end, 26); }
  if (it.deliveries) writer.uint(it.deliveries, 16);
  if (it.id) writer.uint(it.id, 8);
}

export function decodePushReply(reader: Reader, end: number): PushReply__Output {
  let $id: PushReply__Output['id'] = 0;
  let $deliveries: PushReply__Output['deliveries'] = 0;
  let $error: PushReply__Output['error'] = null;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $id = reader.uint(); break;
      case 16: $deliveries = reader.uint(); break;
      case 26: $error = decodeError(reader, reader.end(end)); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { id: $id, deliveries: $deliveries, error: $error };
}

export function wholePushReply(it: PushReply): PushReply__Output {
  return { id: count(it.id), deliveries: count(it.deliveries), error: it.error ? wholeError(it.error) : null };
}
