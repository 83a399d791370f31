// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { Session, Session__Output } from '../parley/v1/Session.ts';
import type { SessionList, SessionList__Output } from '../parley/v1/SessionList.ts';
import { decodeSession, encodeSession, wholeSession } from './Session.ts';

export function encodeSessionList(it: SessionList, writer: Writer): void {
  for (let i = (it.sessions?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeSession(it.sessions?.[i] ?? {}, writer); writer.message(end, 10); }
}

export function decodeSessionList(reader: Reader, end: number): SessionList__Output {
  const $sessions: SessionList__Output['sessions'] = [];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $sessions.push(decodeSession(reader, reader.end(end))); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { sessions: $sessions };
}

export function wholeSessionList(it: SessionList): SessionList__Output {
  return { sessions: it.sessions ? it.sessions.map(wholeSession) : [] };
}
