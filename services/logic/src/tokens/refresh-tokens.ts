import { createHash, createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionId } from '@parley/core';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

const RANDOM_BYTES = 16;
const MARK_BYTES = 16;
/** `<sessionId>.<32 bytes in base64url>` */
const SHAPE = /^([1-9][0-9]{0,15})\.([A-Za-z0-9_-]{43})$/;

interface IssuedToken {
  token: string;
  hash: string;
}

export interface RefreshTokens {
  /** A new token and what is stored of it. */
  issue(sessionId: SessionId): IssuedToken;
  /** The token that takes the place of `token`: always the same, and nobody else can tell it. */
  successor(token: string): IssuedToken;
  /** The token with this hash, if it is the one that took the place of `token`. */
  successorWith(hash: string, token: string): IssuedToken | undefined;
  /** The parts of a token; undefined when it has another shape. */
  read(token: string): { sessionId: SessionId; hash: string } | undefined;
  /** Whether we made this token, at any time, for this session. */
  isOurs(token: string): boolean;
}

/**
 * Refresh tokens: 128 random bits and a mark (an HMAC, 128 bits) that only we can make. The random
 * bits are the secret; those of a token that follows another are an HMAC of that one, so that the same
 * question can be answered twice without keeping the answer. The mark tells an old token of a session, which somebody has copied, from made-up
 * text, which must not be able to sign anybody out. Only a SHA-256 is stored.
 */
export function refreshTokens(keys: SigningKeys): RefreshTokens {
  const make = (sessionId: SessionId, random: Buffer, { refresh }: SigningKey): IssuedToken => {
    const mark = markOf(sessionId, random, refresh);
    const token = `${sessionId}.${Buffer.concat([random, mark]).toString('base64url')}`;
    return { token, hash: hashOf(token) };
  };
  const succeed = (token: string, key: SigningKey): IssuedToken => {
    const sessionId = SHAPE.exec(token)?.[1] ?? '';
    const digest = createHmac('sha256', key.successor).update(token).digest();
    return make(sessionId, digest.subarray(0, RANDOM_BYTES), key);
  };
  return {
    issue: sessionId => make(sessionId, randomBytes(RANDOM_BYTES), keys[0]),
    successor: token => succeed(token, keys[0]),
    successorWith: (hash, token) =>
      keys.map(key => succeed(token, key)).find(next => next.hash === hash),
    read: token => {
      const sessionId = SHAPE.exec(token)?.[1];
      return sessionId === undefined ? undefined : { sessionId, hash: hashOf(token) };
    },
    isOurs: token => {
      const [, sessionId, secret] = SHAPE.exec(token) ?? [];
      if (sessionId === undefined || secret === undefined) return false;
      const bytes = Buffer.from(secret, 'base64url');
      const random = bytes.subarray(0, RANDOM_BYTES);
      const mark = bytes.subarray(RANDOM_BYTES);
      return keys.some(key => timingSafeEqual(markOf(sessionId, random, key.refresh), mark));
    },
  };
}

function markOf(sessionId: SessionId, random: Buffer, key: KeyObject): Buffer {
  const mac = createHmac('sha256', key).update(sessionId).update('.').update(random).digest();
  return mac.subarray(0, MARK_BYTES);
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
