import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { codeOf as thrownCode } from '../../test/code-of.ts';
import { opaqueTokens } from './opaque-tokens.ts';
import { signingKeys } from './signing-keys.ts';

const OLD = 'the old secret, with more than 32 characters';
const NEW = 'the new secret, with more than 32 characters';
const NOW_MS = Date.UTC(2026, 5, 1);
const HOUR_MS = 3_600_000;
const SESSION_ID = '9007199254740991';

const tokens = opaqueTokens(signingKeys([NEW, OLD]));
const genuine = tokens.sign(SESSION_ID, NOW_MS + HOUR_MS);

const codeOf = (token: string, nowMs = NOW_MS) => thrownCode(() => tokens.verify(token, nowMs));

test('a genuine token is 44 characters and names its session until it ends', () => {
  expect(genuine).toMatch(/^[A-Za-z0-9_-]{43}=$/);
  expect(tokens.looksLike(genuine)).toBe(true);
  expect(tokens.verify(genuine, NOW_MS)).toBe(SESSION_ID);
  expect(codeOf(genuine, NOW_MS + HOUR_MS - 1)).toBe('accepted');
  expect(codeOf(genuine, NOW_MS + HOUR_MS)).toBe('token_expired');
});

test('one of an older secret is good, one of a forgotten secret is not', () => {
  const older = opaqueTokens(signingKeys([OLD])).sign(SESSION_ID, NOW_MS + HOUR_MS);
  expect(codeOf(older)).toBe('accepted');
  const forgotten = signingKeys(['a secret of long ago, more than 32 characters']);
  expect(codeOf(opaqueTokens(forgotten).sign(SESSION_ID, NOW_MS + HOUR_MS))).toBe(
    'unauthenticated',
  );
});

test('no other text is taken, whatever is changed', () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const change = fc.tuple(fc.nat(42), fc.constantFrom(...alphabet.split('')));
  fc.assert(
    fc.property(change, ([at, character]) => {
      const changed = genuine.slice(0, at) + character + genuine.slice(at + 1);
      fc.pre(changed !== genuine);
      return codeOf(changed) === 'unauthenticated';
    }),
  );
  for (const text of ['', genuine.slice(0, 43), `${genuine}=`, ` ${genuine}`, 'x.y.z']) {
    expect(tokens.looksLike(text)).toBe(false);
    expect(codeOf(text)).toBe('unauthenticated');
  }
});
