// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { DeadLetterDispatch, DeadLetterDispatch__Output } from '../parley/v1/DeadLetterDispatch.ts';
import type { DeadLetter, DeadLetter__Output } from '../parley/v1/DeadLetter.ts';
import { decodeDeadLetterDispatch, encodeDeadLetterDispatch, wholeDeadLetterDispatch } from './DeadLetterDispatch.ts';

export function encodeDeadLetter(it: DeadLetter, writer: Writer): void {
  for (let i = (it.dispatches?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeDeadLetterDispatch(it.dispatches?.[i] ?? {}, writer); writer.message(end, 58); }
  if (it.bytes) writer.uint(it.bytes, 48);
  if (it.diedAtMs) writer.uint(it.diedAtMs, 40);
  if (it.attempts) writer.uint(it.attempts, 32);
  if (it.reason) writer.string(it.reason, 26);
  if (it.partition) writer.uint(it.partition, 16);
  if (it.deadLetterId) writer.string(it.deadLetterId, 10);
}

export function decodeDeadLetter(reader: Reader, end: number): DeadLetter__Output {
  let $deadLetterId: DeadLetter__Output['deadLetterId'] = '';
  let $partition: DeadLetter__Output['partition'] = 0;
  let $reason: DeadLetter__Output['reason'] = '';
  let $attempts: DeadLetter__Output['attempts'] = 0;
  let $diedAtMs: DeadLetter__Output['diedAtMs'] = 0;
  let $bytes: DeadLetter__Output['bytes'] = 0;
  const $dispatches: DeadLetter__Output['dispatches'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $deadLetterId = reader.string(end); break;
      case 16: $partition = reader.uint(); break;
      case 26: $reason = reader.string(end); break;
      case 32: $attempts = reader.uint(); break;
      case 40: $diedAtMs = reader.uint(); break;
      case 48: $bytes = reader.uint(); break;
      case 58: $dispatches.push(decodeDeadLetterDispatch(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { deadLetterId: $deadLetterId, partition: $partition, reason: $reason, attempts: $attempts, diedAtMs: $diedAtMs, bytes: $bytes, dispatches: $dispatches };
}

export function wholeDeadLetter(it: DeadLetter): DeadLetter__Output {
  return { deadLetterId: it.deadLetterId ?? '', partition: count(it.partition), reason: it.reason ?? '', attempts: count(it.attempts), diedAtMs: count(it.diedAtMs), bytes: count(it.bytes), dispatches: it.dispatches ? it.dispatches.map(wholeDeadLetterDispatch) : [] };
}
