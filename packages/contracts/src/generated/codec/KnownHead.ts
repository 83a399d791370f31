// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { KnownHead, KnownHead__Output } from '../parley/v1/KnownHead.ts';

export function encodeKnownHead(it: KnownHead, writer: Writer): void {
  if (it.readSeq !== undefined && it.readSeq !== null) writer.uint(it.readSeq, 32);
  if (it.epoch) writer.uint(it.epoch, 24);
  if (it.seq) writer.uint(it.seq, 16);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeKnownHead(reader: Reader, end: number): KnownHead__Output {
  let $conversationId: KnownHead__Output['conversationId'] = '';
  let $seq: KnownHead__Output['seq'] = 0;
  let $epoch: KnownHead__Output['epoch'] = 0;
  let $readSeq: KnownHead__Output['readSeq'];
  let $_readSeq: KnownHead__Output['_readSeq'];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 16: $seq = reader.uint(); break;
      case 24: $epoch = reader.uint(); break;
      case 32: $readSeq = reader.uint(); $_readSeq = 'readSeq'; break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, seq: $seq, epoch: $epoch, readSeq: $readSeq, _readSeq: $_readSeq };
}

export function wholeKnownHead(it: KnownHead): KnownHead__Output {
  return { conversationId: it.conversationId ?? '', seq: count(it.seq), epoch: count(it.epoch), readSeq: it.readSeq === undefined ? undefined : count(it.readSeq), _readSeq: it.readSeq !== undefined && it.readSeq !== null ? 'readSeq' : undefined };
}
