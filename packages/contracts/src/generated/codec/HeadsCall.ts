// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { SessionRef, SessionRef__Output } from '../parley/v1/SessionRef.ts';
import type { KnownHead, KnownHead__Output } from '../parley/v1/KnownHead.ts';
import type { HeadsCall, HeadsCall__Output } from '../parley/v1/HeadsCall.ts';
import { decodeSessionRef, encodeSessionRef, wholeSessionRef } from './SessionRef.ts';
import { decodeKnownHead, encodeKnownHead, wholeKnownHead } from './KnownHead.ts';

export function encodeHeadsCall(it: HeadsCall, writer: Writer): void {
  if (it.limit) writer.uint(it.limit, 40);
  if (it.upToId) writer.string(it.upToId, 34);
  if (it.afterId) writer.string(it.afterId, 26);
  for (let i = (it.known?.length ?? 0) - 1; i >= 0; i--) { const end = writer.size; encodeKnownHead(it.known?.[i] ?? {}, writer); writer.message(end, 18); }
  if (it.session) { const end = writer.size; encodeSessionRef(it.session, writer); writer.message(end, 10); }
}

export function decodeHeadsCall(reader: Reader, end: number): HeadsCall__Output {
  let $session: HeadsCall__Output['session'] = null;
  const $known: HeadsCall__Output['known'] = [];
  let $afterId: HeadsCall__Output['afterId'] = '';
  let $upToId: HeadsCall__Output['upToId'] = '';
  let $limit: HeadsCall__Output['limit'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $session = decodeSessionRef(reader, reader.end(end)); break;
      case 18: $known.push(decodeKnownHead(reader, reader.end(end))); break;
      case 26: $afterId = reader.string(end); break;
      case 34: $upToId = reader.string(end); break;
      case 40: $limit = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { session: $session, known: $known, afterId: $afterId, upToId: $upToId, limit: $limit };
}

export function wholeHeadsCall(it: HeadsCall): HeadsCall__Output {
  return { session: it.session ? wholeSessionRef(it.session) : null, known: it.known ? it.known.map(wholeKnownHead) : [], afterId: it.afterId ?? '', upToId: it.upToId ?? '', limit: count(it.limit) };
}
