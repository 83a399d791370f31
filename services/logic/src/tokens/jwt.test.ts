import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import fc from 'fast-check';
import { codeOf as thrownCode } from '../../test/code-of.ts';
import { accessTokens } from './jwt.ts';
import { signingKeys } from './signing-keys.ts';

const OLD = 'the old secret, with more than 32 characters';
const NEW = 'the new secret, with more than 32 characters';
const NOW_MS = Date.UTC(2026, 5, 1);
const HOUR_MS = 3_600_000;

const tokens = accessTokens(signingKeys([NEW, OLD]));
const genuine = tokens.sign('42', '7', NOW_MS, NOW_MS + HOUR_MS);

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
const hmac = (signed: string, secret: string) =>
  createHmac('sha256', secret).update(signed).digest('base64url');

/** The genuine token with changes, signed with `secret` (or not at all). */
function forge(changes: { header?: object; claims?: object }, secret?: string): string {
  const [header = '', claims = ''] = genuine.split('.');
  const signed = [
    encode({ ...decode(header), ...changes.header }),
    encode({ ...decode(claims), ...changes.claims }),
  ].join('.');
  return `${signed}.${secret === undefined ? '' : hmac(signed, secret)}`;
}

const codeOf = (token: string, nowMs = NOW_MS) => thrownCode(() => tokens.verify(token, nowMs));

test('a genuine token says who it is', () => {
  expect(tokens.verify(genuine, NOW_MS)).toEqual({
    iss: 'parley',
    sub: '42',
    sid: '7',
    iat: NOW_MS / 1000,
    exp: (NOW_MS + HOUR_MS) / 1000,
  });
  const [header = ''] = genuine.split('.');
  expect(decode(header)).toEqual({ alg: 'HS256', typ: 'JWT', kid: expect.any(String) });
});

test('it is an HS256 token as RFC 7515 has it', () => {
  const [header, claims, signature] = genuine.split('.');
  expect(signature).toBe(hmac(`${header}.${claims}`, NEW));
});

test('a token of an older secret is good, and new ones are signed with the first', () => {
  const before = accessTokens(signingKeys([OLD])).sign('42', '7', NOW_MS, NOW_MS + HOUR_MS);
  expect(codeOf(before)).toBe('accepted');
  const after = accessTokens(signingKeys([NEW]));
  expect(after.verify(genuine, NOW_MS).sub).toBe('42');
  expect(() => after.verify(before, NOW_MS)).toThrow(ParleyError);
});

describe('refused as unauthenticated', () => {
  const [header = '', claims = '', signature = ''] = genuine.split('.');
  const someoneElses = accessTokens(signingKeys(['somebody else’s secret of 32 characters']));

  test.each<[string, string]>([
    ['nothing', ''],
    ['no token', 'abc'],
    ['two parts', `${header}.${claims}`],
    ['four parts', `${genuine}.x`],
    ['huge', `${header}.${'A'.repeat(2_000)}.${signature}`],
    ['unsigned', `${header}.${claims}.`],
    ['alg none', forge({ header: { alg: 'none' } })],
    ['alg none, signed', forge({ header: { alg: 'none' } }, NEW)],
    ['another alg', forge({ header: { alg: 'HS512' } }, NEW)],
    ['no kid', forge({ header: { kid: undefined } }, NEW)],
    ['unknown kid', forge({ header: { kid: 'unknown' } }, NEW)],
    ['kid of the other key', forge({}, OLD)],
    ['another user', `${header}.${encode({ ...decode(claims), sub: '43' })}.${signature}`],
    ['later end', `${header}.${encode({ ...decode(claims), exp: 9e9 })}.${signature}`],
    ['wrong secret', forge({}, 'wrong')],
    ['another server', someoneElses.sign('42', '7', NOW_MS, NOW_MS + HOUR_MS)],
    ['wrong issuer', forge({ claims: { iss: 'other' } }, NEW)],
    ['no issuer', forge({ claims: { iss: undefined } }, NEW)],
    ['no session', forge({ claims: { sid: undefined } }, NEW)],
    ['end that is no number', forge({ claims: { exp: '9999999999' } }, NEW)],
    [
      'claims that are no object',
      `${header}.${encode(null)}.${hmac(`${header}.${encode(null)}`, NEW)}`,
    ],
    ['another spelling of the signature', `${genuine}=`],
  ])('%s', (_case, token) => {
    expect(codeOf(token)).toBe('unauthenticated');
  });

  test('any change of a single character', () => {
    const replacement = fc.constantFrom(...Array.from('ABCxyz019-_.='));
    fc.assert(
      fc.property(fc.nat(genuine.length - 1), replacement, (at, char) => {
        fc.pre(genuine[at] !== char);
        expect(codeOf(genuine.slice(0, at) + char + genuine.slice(at + 1))).toBe('unauthenticated');
      }),
    );
  });
});

test('it ends at the second that it says, without leeway', () => {
  expect(codeOf(genuine, NOW_MS + HOUR_MS - 1)).toBe('accepted');
  expect(codeOf(genuine, NOW_MS + HOUR_MS)).toBe('token_expired');
  expect(codeOf(forge({ claims: { exp: 1 } }, NEW))).toBe('token_expired');
});

test('secrets that are missing or short stop the start', () => {
  expect(() => signingKeys([])).toThrow(RangeError);
  expect(() => signingKeys([NEW, 'short'])).toThrow(RangeError);
});

describe('a token that was shown before', () => {
  const again = accessTokens(signingKeys([NEW]));
  const token = again.sign('42', '7', NOW_MS, NOW_MS + HOUR_MS);
  const first = again.verify(token, NOW_MS);

  test('is not taken apart again', () => {
    expect(again.verify(token, NOW_MS + HOUR_MS - 1)).toBe(first);
  });

  test('ends at its time all the same', () => {
    expect(() => again.verify(token, NOW_MS + HOUR_MS)).toThrow(
      expect.objectContaining({ code: 'token_expired' }),
    );
  });

  test('makes no other token good', () => {
    const [header = '', claims = '', signature = ''] = token.split('.');
    const other = encode({ ...decode(claims), sub: '43' });
    for (const forged of [
      `${header}.${other}.${signature}`,
      `${header}.${claims}.${hmac(`${header}.${claims}`, OLD)}`,
      `${header}.${claims}.`,
      `${token}=`,
    ]) {
      // Twice: what was refused must not be remembered as good either.
      for (let i = 0; i < 2; i++) {
        expect(() => again.verify(forged, NOW_MS)).toThrow(
          expect.objectContaining({ code: 'unauthenticated' }),
        );
      }
    }
  });
});
