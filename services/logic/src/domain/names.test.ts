import { describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import { checkId, checkIds } from './ids.ts';
import { checkDisplayName, checkTitle, toDeviceName } from './labels.ts';
import { checkLimit } from './paging.ts';
import { checkPassword } from './password-rules.ts';
import { checkUserName } from './user-name.ts';

const limits = { nameChars: 64 };

function refused(act: () => unknown) {
  try {
    act();
  } catch (error) {
    if (error instanceof ParleyError) return error.toBody();
    throw error;
  }
  throw new Error('expected a refusal');
}

describe('user names', () => {
  test.each([
    ['ada', 'ada'],
    ['  ada ', 'ada'],
    ['Ada.Lovelace-1', 'Ada.Lovelace-1'],
    ['李雷', '李雷'],
    ['हिन्दी', 'हिन्दी'],
    ['ａｄａ', 'ada'],
    ['ﬁona', 'fiona'],
    ['x'.repeat(32), 'x'.repeat(32)],
  ])('%s is stored as %s', (given, stored) => {
    expect(checkUserName(given)).toBe(stored);
  });

  test.each(['', 'a', 'x'.repeat(33), 'a b', '.ada', '-x', 'ada!', 'a\u0000b', 'ad\ud83d', '😀😀'])(
    '%j is refused by its field',
    given => {
      expect(refused(() => checkUserName(given))).toMatchObject({
        code: 'invalid_request',
        field: 'name',
        expected: expect.stringContaining('2 to 32'),
      });
    },
  );
});

test('passwords are counted in characters and never repeated', () => {
  checkPassword('12345678', 8);
  checkPassword('😀😀😀😀😀😀😀😀', 8);
  for (const password of ['1234567', '😀😀😀😀', 'x'.repeat(129), '1234567\ud83d']) {
    const body = refused(() => checkPassword(password, 8));
    expect(body).toMatchObject({ code: 'invalid_request', field: 'password' });
    expect(JSON.stringify(body)).not.toContain(password);
  }
});

test('titles and display names are one line of 1 to 64 characters', () => {
  expect(checkTitle('  Tea ', limits)).toBe('Tea');
  expect(checkDisplayName('', 'ada', limits)).toBe('ada');
  expect(checkDisplayName('Ada L.', 'ada', limits)).toBe('Ada L.');
  for (const bad of ['   ', 'a\nb', 'x'.repeat(65)]) {
    expect(refused(() => checkTitle(bad, limits))).toMatchObject({ field: 'title' });
    expect(refused(() => checkDisplayName(bad, 'ada', limits))).toMatchObject({
      field: 'displayName',
    });
  }
});

test('a device name is cut and cleaned, never refused', () => {
  expect(toDeviceName('Phone', limits)).toBe('Phone');
  expect(toDeviceName(' \u0000 ', limits)).toBe('Unknown device');
  expect(toDeviceName('😀'.repeat(100), limits)).toBe('😀'.repeat(64));
  expect(toDeviceName('a\nb', limits)).toBe('a b');
});

test('ids are named by their place', () => {
  expect(checkId('userId', '9007199254740993')).toBe('9007199254740993');
  expect(checkIds('userIds', ['1', '2', '1'], 3)).toEqual(['1', '2']);
  for (const id of ['', '0', '01', '-1', '1.5', 'x', '1'.repeat(17), "1' OR 1=1"]) {
    expect(refused(() => checkIds('userIds', ['1', id], 3))).toMatchObject({
      field: 'userIds[1]',
      value: id,
    });
  }
  expect(refused(() => checkIds('userIds', ['1', '2'], 1))).toMatchObject({
    field: 'userIds',
    expected: 'at most 1 ids',
  });
});

test('a limit that is not said is the most', () => {
  expect(checkLimit(0, 50)).toBe(50);
  expect(checkLimit(50, 50)).toBe(50);
  for (const limit of [-1, 51, 1.5, Number.NaN]) {
    expect(refused(() => checkLimit(limit, 50))).toMatchObject({ field: 'limit' });
  }
});
