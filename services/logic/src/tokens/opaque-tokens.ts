import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { ParleyError, type SessionId } from '@parley/core';
import type { SigningKeys } from './signing-keys.ts';

const SESSION_BYTES = 8;
const EXPIRY_BYTES = 4;
const CLAIM_BYTES = SESSION_BYTES + EXPIRY_BYTES;
const MARK_BYTES = 20;
/** 32 bytes in padded base64url. */
const SHAPE = /^[\w-]{43}=$/;

/**
 * Access tokens for clients that know no refresh: 44 characters that say nothing to who holds them, good
 * as long as the session. Inside are the session, its end in seconds and a mark (HMAC-SHA-256, 160 bits)
 * that only we can make; so nothing of them is stored, and whether the session was signed out is looked
 * up as for every other token.
 */
export interface OpaqueTokens {
  /** Signs with the first key. */
  sign(sessionId: SessionId, expiresAtMs: number): string;
  /** Whether a text is to be read as such a token at all. */
  looksLike(token: string): boolean;
  /**
   * The session of a token that one of our keys marked and whose time is not over.
   * @throws ParleyError `unauthenticated` (another shape, forged, of an unknown key), `token_expired`.
   */
  verify(token: string, nowMs: number): SessionId;
}

export function opaqueTokens(keys: SigningKeys): OpaqueTokens {
  return {
    sign: (sessionId, expiresAtMs) => {
      const claim = Buffer.alloc(CLAIM_BYTES);
      claim.writeBigUInt64BE(BigInt(sessionId));
      claim.writeUInt32BE(Math.floor(expiresAtMs / 1000), SESSION_BYTES);
      const bytes = Buffer.concat([claim, markOf(claim, keys[0].opaque)]);
      return `${bytes.toString('base64url')}=`;
    },

    looksLike: token => SHAPE.test(token),

    verify: (token, nowMs) => {
      if (!SHAPE.test(token)) throw notOurs();
      const bytes = Buffer.from(token, 'base64url');
      const claim = bytes.subarray(0, CLAIM_BYTES);
      const mark = bytes.subarray(CLAIM_BYTES);
      const isOurs = keys.some(key => timingSafeEqual(markOf(claim, key.opaque), mark));
      // The last character holds bits that no byte does: without this a token had four spellings.
      if (!isOurs || `${bytes.toString('base64url')}=` !== token) throw notOurs();
      if (nowMs >= claim.readUInt32BE(SESSION_BYTES) * 1000) {
        throw new ParleyError('token_expired', 'The token has expired. Please sign in again.');
      }
      return claim.readBigUInt64BE().toString();
    },
  };
}

function markOf(claim: Buffer, key: KeyObject): Buffer {
  return createHmac('sha256', key).update(claim).digest().subarray(0, MARK_BYTES);
}

function notOurs(): ParleyError {
  return new ParleyError('unauthenticated', 'The token is not valid. Please sign in.', {
    field: 'accessToken',
    expected: 'a token from sign-in',
  });
}
