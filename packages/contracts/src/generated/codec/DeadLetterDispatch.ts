// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { DeadLetterDispatch, DeadLetterDispatch__Output } from '../parley/v1/DeadLetterDispatch.ts';

export function encodeDeadLetterDispatch(it: DeadLetterDispatch, writer: Writer): void {
  if (it.serverId) writer.string(it.serverId, 26);
  if (it.seq) writer.uint(it.seq, 16);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeDeadLetterDispatch(reader: Reader, end: number): DeadLetterDispatch__Output {
  let $conversationId: DeadLetterDispatch__Output['conversationId'] = '';
  let $seq: DeadLetterDispatch__Output['seq'] = 0;
  let $serverId: DeadLetterDispatch__Output['serverId'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 16: $seq = reader.uint(); break;
      case 26: $serverId = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, seq: $seq, serverId: $serverId };
}

export function wholeDeadLetterDispatch(it: DeadLetterDispatch): DeadLetterDispatch__Output {
  return { conversationId: it.conversationId ?? '', seq: count(it.seq), serverId: it.serverId ?? '' };
}
