import { createHash, createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SessionId } from '@parley/core';
import type { SigningKeys } from './signing-keys.ts';

const RANDOM_BYTES = 16;
const MARK_BYTES = 16;
/** `<sessionId>.<32 bytes in base64url>` */
const SHAPE = /^([1-9][0-9]{0,15})\.([A-Za-z0-9_-]{43})$/;

export interface RefreshTokens {
  /** A new token and what is stored of it. */
  issue(sessionId: SessionId): { token: string; hash: string };
  /** The parts of a token; undefined when it has another shape. */
  read(token: string): { sessionId: SessionId; hash: string } | undefined;
  /** Whether we made this token, at any time, for this session. */
  isOurs(token: string): boolean;
}

/**
 * Refresh tokens: 128 random bits and a mark (an HMAC, 128 bits) that only we can make. The random
 * bits are the secret; the mark tells an old token of a session, which somebody has copied, from made-up
 * text, which must not be able to sign anybody out. Only a SHA-256 is stored.
 */
export function refreshTokens(keys: SigningKeys): RefreshTokens {
  return {
    issue: sessionId => {
      const random = randomBytes(RANDOM_BYTES);
      const mark = markOf(sessionId, random, keys[0].refresh);
      const token = `${sessionId}.${Buffer.concat([random, mark]).toString('base64url')}`;
      return { token, hash: hashOf(token) };
    },
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
