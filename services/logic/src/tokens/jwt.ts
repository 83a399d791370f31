import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { ParleyError, type SessionId, type UserId } from '@parley/core';
import { Recent } from '../recent.ts';
import type { SigningKey, SigningKeys } from './signing-keys.ts';

const ISSUER = 'parley';
/** Ours have about 250. */
const MAX_TOKEN_CHARS = 1_024;
/** Genuine tokens of which the claims are remembered, in each of two generations; 2 MB each. */
const REMEMBERED = 4_096;

/** What an access token says (RFC 7519 names; times in seconds). */
export interface AccessClaims {
  iss: typeof ISSUER;
  sub: UserId;
  sid: SessionId;
  iat: number;
  exp: number;
}

/**
 * Access tokens: JWT with HS256 (RFC 7515), and nothing else of it. By hand, because it is on the path
 * of every request and a library takes eight times as long; small, so that it can be read in full.
 */
export interface AccessTokens {
  /** Signs with the first key. */
  sign(userId: UserId, sessionId: SessionId, nowMs: number, expiresAtMs: number): string;
  /**
   * The claims of a token that one of our keys signed and that has not expired. There is no leeway:
   * a token ends when it says so, by this machine's clock.
   * @throws ParleyError `unauthenticated` (malformed, forged, of an unknown key), `token_expired`.
   */
  verify(token: string, nowMs: number): AccessClaims;
}

export function accessTokens(keys: SigningKeys): AccessTokens {
  // A token's header is not parsed: it must be, byte for byte, one that we write. So there is no
  // algorithm to choose, and the header picks the key.
  const keysByHeader = new Map(keys.map(key => [headerOf(key), key.access]));
  const [signer] = keys;
  // A device shows the same token with every request, and a genuine one stays genuine: only its time
  // has to be looked at again. The whole token is the key, so another spelling is another token.
  const genuine = new Recent<AccessClaims>(REMEMBERED);

  const readGenuine = (token: string): AccessClaims => {
    const [header, payload, signature, ...rest] =
      token.length <= MAX_TOKEN_CHARS ? token.split('.') : [];
    if (header === undefined || payload === undefined || signature === undefined || rest.length) {
      throw notOurs();
    }
    const key = keysByHeader.get(header);
    if (key === undefined) throw notOurs();
    if (!sameText(signatureOf(`${header}.${payload}`, key), signature)) throw notOurs();
    const claims = readClaims(payload);
    genuine.set(token, claims);
    return claims;
  };

  return {
    sign: (userId, sessionId, nowMs, expiresAtMs) => {
      const claims: AccessClaims = {
        iss: ISSUER,
        sub: userId,
        sid: sessionId,
        iat: Math.floor(nowMs / 1000),
        exp: Math.floor(expiresAtMs / 1000),
      };
      const signed = `${headerOf(signer)}.${encode(claims)}`;
      return `${signed}.${signatureOf(signed, signer.access)}`;
    },

    verify: (token, nowMs) => {
      const claims = genuine.get(token) ?? readGenuine(token);
      if (nowMs >= claims.exp * 1000) {
        throw new ParleyError('token_expired', 'The access token has expired. Please refresh it.');
      }
      return claims;
    },
  };
}

function headerOf(key: SigningKey): string {
  return encode({ alg: 'HS256', typ: 'JWT', kid: key.kid });
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signatureOf(signed: string, key: KeyObject): string {
  return createHmac('sha256', key).update(signed).digest('base64url');
}

/** In constant time. The text is compared and not its bytes, so that a token has one spelling. */
function sameText(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Only called for a payload that we signed; still, another service may share the secret. */
function readClaims(payload: string): AccessClaims {
  let claims: unknown;
  try {
    claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  } catch {
    throw notOurs();
  }
  if (!isAccessClaims(claims)) throw notOurs();
  return claims;
}

function isAccessClaims(claims: unknown): claims is AccessClaims {
  if (typeof claims !== 'object' || claims === null) return false;
  const { iss, sub, sid, iat, exp } = claims as Record<string, unknown>;
  return (
    iss === ISSUER &&
    typeof sub === 'string' &&
    typeof sid === 'string' &&
    Number.isSafeInteger(iat) &&
    Number.isSafeInteger(exp)
  );
}

function notOurs(): ParleyError {
  return new ParleyError('unauthenticated', 'The access token is not valid. Please sign in.', {
    field: 'accessToken',
    expected: 'a token from sign-in or refresh',
  });
}
