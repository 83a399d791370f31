// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count, slice } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { HistoryReply, HistoryReply__Output } from '../parley/v1/HistoryReply.ts';

export function encodeHistoryReply(it: HistoryReply, writer: Writer): void {
  if (it.hasMore) writer.bool(it.hasMore, 24);
  if (it.events?.length) writer.slices(it.events, 18);
  if (it.epoch) writer.uint(it.epoch, 8);
}

export function decodeHistoryReply(reader: Reader, end: number): HistoryReply__Output {
  let $epoch: HistoryReply__Output['epoch'] = 0;
  const $events: HistoryReply__Output['events'] = [];
  let $hasMore: HistoryReply__Output['hasMore'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 8: $epoch = reader.uint(); break;
      case 18: $events.push(reader.slice(end)); break;
      case 24: $hasMore = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { epoch: $epoch, events: $events, hasMore: $hasMore };
}

export function wholeHistoryReply(it: HistoryReply): HistoryReply__Output {
  return { epoch: count(it.epoch), events: it.events ? it.events.map(slice) : [], hasMore: it.hasMore ?? false };
}
