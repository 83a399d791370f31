import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

const MIN_SECRET_CHARS = 32;

/** One secret and what is derived from it. */
export interface SigningKey {
  /** Tells the keys apart without telling anything of them. */
  kid: string;
  /** Signs access tokens: the secret itself, as RFC 7518 has it. */
  access: KeyObject;
  /** Marks refresh tokens as ours. */
  refresh: KeyObject;
  /** Makes the refresh token that follows another. */
  successor: KeyObject;
  /** Marks opaque access tokens. */
  opaque: KeyObject;
}

/** The first key signs, all are accepted. */
export type SigningKeys = readonly [SigningKey, ...SigningKey[]];

/**
 * Derives a key of its own for every other purpose, so that no token can pass for one of the other kind.
 * @throws RangeError without a secret, or when one is shorter than 32 characters.
 */
export function signingKeys(secrets: readonly string[]): SigningKeys {
  const [first, ...others] = secrets.map(toKey);
  if (first === undefined) throw new RangeError('jwtSecrets: expected at least one secret');
  return [first, ...others];
}

function toKey(secret: string): SigningKey {
  if (secret.length < MIN_SECRET_CHARS) {
    throw new RangeError(`jwtSecrets: expected at least ${MIN_SECRET_CHARS} characters each`);
  }
  const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest();
  return {
    kid: derive('parley kid').toString('base64url').slice(0, 8),
    access: createSecretKey(secret, 'utf8'),
    refresh: createSecretKey(derive('parley refresh token')),
    successor: createSecretKey(derive('parley refresh token successor')),
    opaque: createSecretKey(derive('parley opaque token')),
  };
}
