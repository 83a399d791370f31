// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Subscription, Subscription__Output } from '../parley/v1/Subscription.ts';

export function encodeSubscription(it: Subscription, writer: Writer): void {
  if (it.subscribed) writer.bool(it.subscribed, 16);
  if (it.userId) writer.string(it.userId, 10);
}

export function decodeSubscription(reader: Reader, end: number): Subscription__Output {
  let $userId: Subscription__Output['userId'] = '';
  let $subscribed: Subscription__Output['subscribed'] = false;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $userId = reader.string(end); break;
      case 16: $subscribed = reader.bool(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { userId: $userId, subscribed: $subscribed };
}

export function wholeSubscription(it: Subscription): Subscription__Output {
  return { userId: it.userId ?? '', subscribed: it.subscribed ?? false };
}
