// Made by scripts/proto-codec.ts from proto/.
import { NO_BYTES, type Reader } from '../../codec/reader.ts';
import { count, slice } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Audience, Audience__Output } from '../parley/v1/Audience.ts';
import type { Subscription, Subscription__Output } from '../parley/v1/Subscription.ts';
import type { Dispatch, Dispatch__Output } from '../parley/v1/Dispatch.ts';
import { decodeAudience, encodeAudience, wholeAudience } from './Audience.ts';
import { decodeSubscription, encodeSubscription, wholeSubscription } from './Subscription.ts';

export function encodeDispatch(it: Dispatch, writer: Writer): void {
  if (it.signal?.length) writer.slice(it.signal, 90);
  if (it.membersSeq) writer.uint(it.membersSeq, 80);
  if (it.committedAtMs) writer.uint(it.committedAtMs, 72);
  if (it.attempts) writer.uint(it.attempts, 64);
  if (it.onlyServerId) writer.string(it.onlyServerId, 58);
  if (it.closeSessionId) writer.string(it.closeSessionId, 50);
  for (let i = (it.subscriptions?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeSubscription(it.subscriptions?.[i] ?? {}, writer); writer.message(end, 42); }
  if (it.event?.length) writer.slice(it.event, 34);
  if (it.audience) { const end = writer.size; encodeAudience(it.audience, writer); writer.message(end, 26); }
  if (it.seq) writer.uint(it.seq, 16);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeDispatch(reader: Reader, end: number): Dispatch__Output {
  let $conversationId: Dispatch__Output['conversationId'] = '';
  let $seq: Dispatch__Output['seq'] = 0;
  let $audience: Dispatch__Output['audience'] = null;
  let $event: Dispatch__Output['event'] = NO_BYTES;
  const $subscriptions: Dispatch__Output['subscriptions'] = [];
  let $closeSessionId: Dispatch__Output['closeSessionId'] = '';
  let $onlyServerId: Dispatch__Output['onlyServerId'] = '';
  let $attempts: Dispatch__Output['attempts'] = 0;
  let $committedAtMs: Dispatch__Output['committedAtMs'] = 0;
  let $membersSeq: Dispatch__Output['membersSeq'] = 0;
  let $signal: Dispatch__Output['signal'] = NO_BYTES;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 16: $seq = reader.uint(); break;
      case 26: $audience = decodeAudience(reader, reader.end(end)); break;
      case 34: $event = reader.slice(end); break;
      case 42: $subscriptions.push(decodeSubscription(reader, reader.end(end))); break;
      case 50: $closeSessionId = reader.string(end); break;
      case 58: $onlyServerId = reader.string(end); break;
      case 64: $attempts = reader.uint(); break;
      case 72: $committedAtMs = reader.uint(); break;
      case 80: $membersSeq = reader.uint(); break;
      case 90: $signal = reader.slice(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, seq: $seq, audience: $audience, event: $event, subscriptions: $subscriptions, closeSessionId: $closeSessionId, onlyServerId: $onlyServerId, attempts: $attempts, committedAtMs: $committedAtMs, membersSeq: $membersSeq, signal: $signal };
}

export function wholeDispatch(it: Dispatch): Dispatch__Output {
  return { conversationId: it.conversationId ?? '', seq: count(it.seq), audience: it.audience ? wholeAudience(it.audience) : null, event: slice(it.event), subscriptions: it.subscriptions ? it.subscriptions.map(wholeSubscription) : [], closeSessionId: it.closeSessionId ?? '', onlyServerId: it.onlyServerId ?? '', attempts: count(it.attempts), committedAtMs: count(it.committedAtMs), membersSeq: count(it.membersSeq), signal: slice(it.signal) };
}
