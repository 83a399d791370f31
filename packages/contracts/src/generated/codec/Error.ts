// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Error, Error__Output } from '../parley/v1/Error.ts';

export function encodeError(it: Error, writer: Writer): void {
  if (it.retryAfterMs) writer.uint(it.retryAfterMs, 48);
  if (it.expected) writer.string(it.expected, 42);
  if (it.value) writer.string(it.value, 34);
  if (it.field) writer.string(it.field, 26);
  if (it.message) writer.string(it.message, 18);
  if (it.code) writer.string(it.code, 10);
}

export function decodeError(reader: Reader, end: number): Error__Output {
  let $code: Error__Output['code'] = '';
  let $message: Error__Output['message'] = '';
  let $field: Error__Output['field'] = '';
  let $value: Error__Output['value'] = '';
  let $expected: Error__Output['expected'] = '';
  let $retryAfterMs: Error__Output['retryAfterMs'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $code = reader.string(end); break;
      case 18: $message = reader.string(end); break;
      case 26: $field = reader.string(end); break;
      case 34: $value = reader.string(end); break;
      case 42: $expected = reader.string(end); break;
      case 48: $retryAfterMs = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { code: $code, message: $message, field: $field, value: $value, expected: $expected, retryAfterMs: $retryAfterMs };
}

export function wholeError(it: Error): Error__Output {
  return { code: it.code ?? '', message: it.message ?? '', field: it.field ?? '', value: it.value ?? '', expected: it.expected ?? '', retryAfterMs: count(it.retryAfterMs) };
}
