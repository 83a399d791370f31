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

test('a token has one successor, also after a change of the secret, and it follows from nothing else', () => {
  const { token } = tokens.issue('77');
  const next = tokens.successor(token);
  expect(next.token).toMatch(/^77\.[A-Za-z0-9_-]{43}$/);
  expect(tokens.isOurs(next.token)).toBe(true);
  expect(tokens.successor(token)).toEqual(next);
  expect(tokens.successor(next.token).token).not.toBe(next.token);
  expect(tokens.successorWith(next.hash, token)).toEqual(next);
  expect(tokens.successorWith(next.hash, tokens.issue('77').token)).toBeUndefined();
  expect(tokens.successorWith(tokens.successor(next.token).hash, token)).toBeUndefined();
  const before = refreshTokens(signingKeys([OLD])).successor(token);
  expect(before.token).not.toBe(next.token);
  expect(tokens.successorWith(before.hash, token)).toEqual(before);
});

test.each(['', '77', '77.', `.${'A'.repeat(43)}`, `077.${'A'.repeat(43)}`, `77.${'A'.repeat(44)}`])(
  '%j has not the shape of a token',
  token => {
    expect(tokens.read(token)).toBeUndefined();
    expect(tokens.isOurs(token)).toBe(false);
  },
);
