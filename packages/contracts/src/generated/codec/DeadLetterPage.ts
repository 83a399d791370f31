// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { DeadLetter, DeadLetter__Output } from '../parley/v1/DeadLetter.ts';
import type { DeadLetterPage, DeadLetterPage__Output } from '../parley/v1/DeadLetterPage.ts';
import { decodeDeadLetter, encodeDeadLetter, wholeDeadLetter } from './DeadLetter.ts';

export function encodeDeadLetterPage(it: DeadLetterPage, writer: Writer): void {
  if (it.total) writer.uint(it.total, 24);
  if (it.nextCursor) writer.string(it.nextCursor, 18);
  for (let i = (it.deadLetters?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeDeadLetter(it.deadLetters?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeDeadLetterPage(reader: Reader, end: number): DeadLetterPage__Output {
  const $deadLetters: DeadLetterPage__Output['deadLetters'] = [];
  let $nextCursor: DeadLetterPage__Output['nextCursor'] = '';
  let $total: DeadLetterPage__Output['total'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $deadLetters.push(decodeDeadLetter(reader, reader.end(end))); break;
      case 18: $nextCursor = reader.string(end); break;
      case 24: $total = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { deadLetters: $deadLetters, nextCursor: $nextCursor, total: $total };
}

export function wholeDeadLetterPage(it: DeadLetterPage): DeadLetterPage__Output {
  return { deadLetters: it.deadLetters ? it.deadLetters.map(wholeDeadLetter) : [], nextCursor: it.nextCursor ?? '', total: count(it.total) };
}
