// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { GuestPullCall, GuestPullCall__Output } from '../parley/v1/GuestPullCall.ts';

export function encodeGuestPullCall(it: GuestPullCall, writer: Writer): void {
  if (it.reverse) writer.bool(it.reverse, 40);
  if (it.limit) writer.uint(it.limit, 32);
  if (it.cursorUs) writer.uint(it.cursorUs, 24);
  if (it.other) writer.string(it.other, 18);
  if (it.one) writer.string(it.one, 10);
}

export function decodeGuestPullCall(reader: Reader, end: number): GuestPullCall__Output {
  let $one: GuestPullCall__Output['one'] = '';
  let $other: GuestPullCall__Output['other'] = '';
  let $cursorUs: GuestPullCall__Output['cursorUs'] = 0;
  let $limit: GuestPullCall__Output['limit'] = 0;
  let $reverse: GuestPullCall__Output['reverse'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $one = reader.string(end); break;
      case 18: $other = reader.string(end); break;
      case 24: $cursorUs = reader.uint(); break;
      case 32: $limit = reader.uint(); break;
      case 40: $reverse = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { one: $one, other: $other, cursorUs: $cursorUs, limit: $limit, reverse: $reverse };
}

export function wholeGuestPullCall(it: GuestPullCall): GuestPullCall__Output {
  return { one: it.one ?? '', other: it.other ?? '', cursorUs: count(it.cursorUs), limit: count(it.limit), reverse: it.reverse ?? false };
}
