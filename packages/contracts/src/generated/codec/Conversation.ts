// Made by scripts/proto-codec.ts from proto/.
import { NO_BYTES, type Reader } from '../../codec/reader.ts';
import { count, slice } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { User, User__Output } from '../parley/v1/User.ts';
import type { Membership, Membership__Output } from '../parley/v1/Membership.ts';
import type { Conversation, Conversation__Output } from '../parley/v1/Conversation.ts';
import { decodeUser, encodeUser, wholeUser } from './User.ts';
import { decodeMembership, encodeMembership, wholeMembership } from './Membership.ts';

export function encodeConversation(it: Conversation, writer: Writer): void {
  if (it.lastEvent?.length) writer.slice(it.lastEvent, 90);
  if (it.own) { const end = writer.size; encodeMembership(it.own, writer); writer.message(end, 82); }
  if (it.peer) { const end = writer.size; encodeUser(it.peer, writer); writer.message(end, 74); }
  if (it.lastEventAtMs) writer.uint(it.lastEventAtMs, 64);
  if (it.createdAtMs) writer.uint(it.createdAtMs, 56);
  if (it.memberCount) writer.uint(it.memberCount, 48);
  if (it.lastSeq) writer.uint(it.lastSeq, 40);
  if (it.epoch) writer.uint(it.epoch, 32);
  if (it.title) writer.string(it.title, 26);
  if (it.kind) writer.string(it.kind, 18);
  if (it.conversationId) writer.string(it.conversationId, 10);
}

export function decodeConversation(reader: Reader, end: number): Conversation__Output {
  let $conversationId: Conversation__Output['conversationId'] = '';
  let $kind: Conversation__Output['kind'] = '';
  let $title: Conversation__Output['title'] = '';
  let $epoch: Conversation__Output['epoch'] = 0;
  let $lastSeq: Conversation__Output['lastSeq'] = 0;
  let $memberCount: Conversation__Output['memberCount'] = 0;
  let $createdAtMs: Conversation__Output['createdAtMs'] = 0;
  let $lastEventAtMs: Conversation__Output['lastEventAtMs'] = 0;
  let $peer: Conversation__Output['peer'] = null;
  let $own: Conversation__Output['own'] = null;
  let $lastEvent: Conversation__Output['lastEvent'] = NO_BYTES;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $conversationId = reader.string(end); break;
      case 18: $kind = reader.string(end); break;
      case 26: $title = reader.string(end); break;
      case 32: $epoch = reader.uint(); break;
      case 40: $lastSeq = reader.uint(); break;
      case 48: $memberCount = reader.uint(); break;
      case 56: $createdAtMs = reader.uint(); break;
      case 64: $lastEventAtMs = reader.uint(); break;
      case 74: $peer = decodeUser(reader, reader.end(end)); break;
      case 82: $own = decodeMembership(reader, reader.end(end)); break;
      case 90: $lastEvent = reader.slice(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { conversationId: $conversationId, kind: $kind, title: $title, epoch: $epoch, lastSeq: $lastSeq, memberCount: $memberCount, createdAtMs: $createdAtMs, lastEventAtMs: $lastEventAtMs, peer: $peer, own: $own, lastEvent: $lastEvent };
}

export function wholeConversation(it: Conversation): Conversation__Output {
  return { conversationId: it.conversationId ?? '', kind: it.kind ?? '', title: it.title ?? '', epoch: count(it.epoch), lastSeq: count(it.lastSeq), memberCount: count(it.memberCount), createdAtMs: count(it.createdAtMs), lastEventAtMs: count(it.lastEventAtMs), peer: it.peer ? wholeUser(it.peer) : null, own: it.own ? wholeMembership(it.own) : null, lastEvent: slice(it.lastEvent) };
}
