import { createHmac } from 'node:crypto';

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const HOUR_S = 3_600;

/**
 * An access token as logic signs it (services/logic/src/tokens), for a session that was written into
 * the store: signing ten thousand people in through the front door is a benchmark of argon2id.
 */
export function accessToken(secret: string, userId: string, sessionId: string): string {
  const kid = createHmac('sha256', secret).update('parley kid').digest('base64url').slice(0, 8);
  const nowS = Math.floor(Date.now() / 1_000);
  const claims = { iss: 'parley', sub: userId, sid: sessionId, iat: nowS, exp: nowS + 12 * HOUR_S };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT', kid })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

const OPAQUE_CLAIM_BYTES = 12;
const OPAQUE_MARK_BYTES = 20;

/** The same for a client that knows no refresh. */
export function opaqueToken(secret: string, sessionId: string): string {
  const key = createHmac('sha256', secret).update('parley opaque token').digest();
  const claim = Buffer.alloc(OPAQUE_CLAIM_BYTES);
  claim.writeBigUInt64BE(BigInt(sessionId));
  claim.writeUInt32BE(Math.floor(Date.now() / 1_000) + 12 * HOUR_S, 8);
  const mark = createHmac('sha256', key).update(claim).digest().subarray(0, OPAQUE_MARK_BYTES);
  return `${Buffer.concat([claim, mark]).toString('base64url')}=`;
}
