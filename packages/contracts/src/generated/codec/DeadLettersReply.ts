// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { DeadLettersReply, DeadLettersReply__Output } from '../parley/v1/DeadLettersReply.ts';

export function encodeDeadLettersReply(it: DeadLettersReply, writer: Writer): void {
  if (it.done) writer.uint(it.done, 16);
  if (it.asked) writer.uint(it.asked, 8);
}

export function decodeDeadLettersReply(reader: Reader, end: number): DeadLettersReply__Output {
  let $asked: DeadLettersReply__Output['asked'] = 0;
  let $done: DeadLettersReply__Output['done'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $asked = reader.uint(); break;
      case 16: $done = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { asked: $asked, done: $done };
}

export function wholeDeadLettersReply(it: DeadLettersReply): DeadLettersReply__Output {
  return { asked: count(it.asked), done: count(it.done) };
}
