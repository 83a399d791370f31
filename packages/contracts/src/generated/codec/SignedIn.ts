// Made by scripts/proto-codec.ts from proto/.
import type { Reader } from '../../codec/reader.ts';
import { count } from '../../codec/values.ts';
import type { Writer } from '../../codec/writer.ts';
import type { User, User__Output } from '../parley/v1/User.ts';
import type { SignedIn, SignedIn__Output } from '../parley/v1/SignedIn.ts';
import { decodeUser, encodeUser, wholeUser } from './User.ts';

export function encodeSignedIn(it: SignedIn, writer: Writer): void {
  if (it.refreshExpiresAtMs) writer.uint(it.refreshExpiresAtMs, 48);
  if (it.refreshToken) writer.string(it.refreshToken, 42);
  if (it.accessExpiresAtMs) writer.uint(it.accessExpiresAtMs, 32);
  if (it.accessToken) writer.string(it.accessToken, 26);
  if (it.sessionId) writer.string(it.sessionId, 18);
  if (it.user) { const end = writer.size; encodeUser(it.user, writer); writer.message(end, 10); }
}

export function decodeSignedIn(reader: Reader, end: number): SignedIn__Output {
  let $user: SignedIn__Output['user'] = null;
  let $sessionId: SignedIn__Output['sessionId'] = '';
  let $accessToken: SignedIn__Output['accessToken'] = '';
  let $accessExpiresAtMs: SignedIn__Output['accessExpiresAtMs'] = 0;
  let $refreshToken: SignedIn__Output['refreshToken'] = '';
  let $refreshExpiresAtMs: SignedIn__Output['refreshExpiresAtMs'] = 0;
  while (reader.pos < end) {
    const tag = reader.uint();
    switch (tag) {
      case 10: $user = decodeUser(reader, reader.end(end)); break;
      case 18: $sessionId = reader.string(end); break;
      case 26: $accessToken = reader.string(end); break;
      case 32: $accessExpiresAtMs = reader.uint(); break;
      case 42: $refreshToken = reader.string(end); break;
      case 48: $refreshExpiresAtMs = reader.uint(); break;
      default: reader.skip(tag, end);
    }
  }
  reader.finish(end);
  return { user: $user, sessionId: $sessionId, accessToken: $accessToken, accessExpiresAtMs: $accessExpiresAtMs, refreshToken: $refreshToken, refreshExpiresAtMs: $refreshExpiresAtMs };
}

export function wholeSignedIn(it: SignedIn): SignedIn__Output {
  return { user: it.user ? wholeUser(it.user) : null, sessionId: it.sessionId ?? '', accessToken: it.accessToken ?? '', accessExpiresAtMs: count(it.accessExpiresAtMs), refreshToken: it.refreshToken ?? '', refreshExpiresAtMs: count(it.refreshExpiresAtMs) };
}
