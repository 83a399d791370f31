// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { GuestMessage, GuestMessage__Output } from '../parley/v1/GuestMessage.ts';

export function encodeGuestMessage(it: GuestMessage, writer: Writer): void {
  if (it.sentAtUs) writer.uint(it.sentAtUs, 24);
  if (it.text) writer.string(it.text, 18);
  if (it.sender) writer.string(it.sender, 10);
}

export function decodeGuestMessage(reader: Reader, end: number): GuestMessage__Output {
  let $sender: GuestMessage__Output['sender'] = '';
  let $text: GuestMessage__Output['text'] = '';
  let $sentAtUs: GuestMessage__Output['sentAtUs'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $sender = reader.string(end); break;
      case 18: $text = reader.string(end); break;
      case 24: $sentAtUs = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { sender: $sender, text: $text, sentAtUs: $sentAtUs };
}

export function wholeGuestMessage(it: GuestMessage): GuestMessage__Output {
  return { sender: it.sender ?? '', text: it.text ?? '', sentAtUs: count(it.sentAtUs) };
}
