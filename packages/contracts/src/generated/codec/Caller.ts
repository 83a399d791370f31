// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SessionRef, SessionRef__Output } from '../parley/v1/SessionRef.ts';
import type { Caller, Caller__Output } from '../parley/v1/Caller.ts';
import { decodeSessionRef, encodeSessionRef, wholeSessionRef } from './SessionRef.ts';

export function encodeCaller(it: Caller, writer: Writer): void {
  if (it.session) { const end = writer.size; encodeSessionRef(it.session, writer); writer.message(end, 18); }
  if (it.accessToken !== undefined && it.accessToken !== null) writer.string(it.accessToken, 10);
}

export function decodeCaller(reader: Reader, end: number): Caller__Output {
  let $accessToken: Caller__Output['accessToken'];
  let $session: Caller__Output['session'];
  let $proof: Caller__Output['proof'];
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $accessToken = reader.string(end); $proof = 'accessToken'; break;
      case 18: $session = decodeSessionRef(reader, reader.end(end)); $proof = 'session'; break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { accessToken: $accessToken, session: $session, proof: $proof };
}

export function wholeCaller(it: Caller): Caller__Output {
  return { accessToken: it.accessToken ?? undefined, session: it.session ? wholeSessionRef(it.session) : undefined, proof: it.session !== undefined && it.session !== null ? 'session' : it.accessToken !== undefined && it.accessToken !== null ? 'accessToken' : undefined };
}
