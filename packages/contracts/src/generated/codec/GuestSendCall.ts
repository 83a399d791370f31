// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { GuestSendCall, GuestSendCall__Output } from '../parley/v1/GuestSendCall.ts';

export function encodeGuestSendCall(it: GuestSendCall, writer: Writer): void {
  if (it.text) writer.string(it.text, 34);
  if (it.clientId) writer.string(it.clientId, 26);
  if (it.receiver) writer.string(it.receiver, 18);
  if (it.sender) writer.string(it.sender, 10);
}

export function decodeGuestSendCall(reader: Reader, end: number): GuestSendCall__Output {
  let $sender: GuestSendCall__Output['sender'] = '';
  let $receiver: GuestSendCall__Output['receiver'] = '';
  let $clientId: GuestSendCall__Output['clientId'] = '';
  let $text: GuestSendCall__Output['text'] = '';
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $sender = reader.string(end); break;
      case 18: $receiver = reader.string(end); break;
      case 26: $clientId = reader.string(end); break;
      case 34: $text = reader.string(end); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { sender: $sender, receiver: $receiver, clientId: $clientId, text: $text };
}

export function wholeGuestSendCall(it: GuestSendCall): GuestSendCall__Output {
  return { sender: it.sender ?? '', receiver: it.receiver ?? '', clientId: it.clientId ?? '', text: it.text ?? '' };
}
