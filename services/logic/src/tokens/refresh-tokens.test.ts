import { expect, test } from '@jest/globals';
import { refreshTokens } from './refresh-tokens.ts';
import { signingKeys } from './signing-keys.ts';

const OLD = 'the old secret, with more than 32 characters';
const NEW = 'the new secret, with more than 32 characters';
const tokens = refreshTokens(signingKeys([NEW, OLD]));

test('a token names its session, and only its hash is needed to know it again', () => {
  const { token, hash } = tokens.issue('77');
  expect(token).toMatch(/^77\.[A-Za-z0-9_-]{43}$/);
  expect(tokens.read(token)).toEqual({ sessionId: '77', hash });
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(tokens.issue('77').token).not.toBe(token);
});

test('only what we made is ours, for its session, also under an older secret', () => {
  const { token } = tokens.issue('77');
  expect(tokens.isOurs(token)).toBe(true);
  expect(tokens.isOurs(token.replace('77.', '78.'))).toBe(false);
  expect(tokens.isOurs(`77.${'A'.repeat(43)}`)).toBe(false);
  expect(tokens.isOurs(refreshTokens(signingKeys([OLD])).issue('77').token)).toBe(true);
  const strange = 'a secret that nobody here has ever seen';
  expect(tokens.isOurs(refreshTokens(signingKeys([strange])).issue('77').token)).toBe(false);
});

test.each(['', '77', '77.', `.${'A'.repeat(43)}`, `077.${'A'.repeat(43)}`, `77.${'A'.repeat(44)}`])(
  '%j has not the shape of a token',
  token => {
    expect(tokens.read(token)).toBeUndefined();
    expect(tokens.isOurs(token)).toBe(false);
  },
);
