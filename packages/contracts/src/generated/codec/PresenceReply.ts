// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Presence, Presence__Output } from '../parley/v1/Presence.ts';
import type { PresenceReply, PresenceReply__Output } from '../parley/v1/PresenceReply.ts';
import { decodePresence, encodePresence, wholePresence } from './Presence.ts';

export function encodePresenceReply(it: PresenceReply, writer: Writer): void {
  for (let i = (it.presences?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodePresence(it.presences?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodePresenceReply(reader: Reader, end: number): PresenceReply__Output {
  const $presences: PresenceReply__Output['presences'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $presences.push(decodePresence(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { presences: $presences };
}

export function wholePresenceReply(it: PresenceReply): PresenceReply__Output {
  return { presences: it.presences ? it.presences.map(wholePresence) : [] };
}
