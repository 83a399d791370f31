import { describe, expect, test } from '@jest/globals';
import { addressesOf } from '../src/config.ts';
import { deviceName } from '../src/device-name.ts';
import { en, type TextKey } from '../src/i18n/en.ts';
import { preferredLanguage, translator } from '../src/i18n/translator.ts';
import { zh } from '../src/i18n/zh.ts';
import { hueOf, initials } from '../src/text/initials.ts';
import { daysBetween, timeFormat } from '../src/time/time-format.ts';

const NOW = new Date(2026, 10, 21, 14, 5).getTime();
const at = (month: number, day: number, year = 2026) =>
  new Date(year, month - 1, day, 9, 30).getTime();

describe('translator', () => {
  const t = translator('en');

  test('fills values in and chooses the form by the count', () => {
    expect(t('unread', { count: 1 })).toBe('1 unread message');
    expect(t('unread', { count: 1200 })).toBe('1,200 unread messages');
    expect(t('joined', { who: '{whom}' })).toBe('{whom} joined');
    expect(translator('zh')('unread', { count: 1 })).toBe('1 条未读消息');
  });

  test('every language fills in the same values', () => {
    const names = (text: (typeof en)[TextKey]) =>
      [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
    for (const key of Object.keys(en) as TextKey[]) {
      expect([key, names(zh[key] as string)]).toEqual([key, names(en[key])]);
    }
  });

  test('takes the first language of the person that there is', () => {
    expect(preferredLanguage(['de-DE', 'zh-CN', 'en'])).toBe('zh');
    expect(preferredLanguage(['de'])).toBe('en');
  });
});

describe('times', () => {
  const time = timeFormat('en', translator('en'));

  test('in a list: the time, yesterday, the weekday, the date', () => {
    const short = (ms: number) => time.short(ms, NOW);
    expect([at(11, 21), at(11, 20), at(11, 17), at(11, 14), at(3, 2, 2025)].map(short)).toEqual([
      '09:30',
      'Yesterday',
      'Tue',
      'Nov 14',
      '3/2/25',
    ]);
  });

  test('between two days', () => {
    const day = (ms: number) => time.day(ms, NOW);
    expect([at(11, 21), at(11, 20), at(11, 14), at(3, 2, 2025)].map(day)).toEqual([
      'Today',
      'Yesterday',
      'Saturday, November 14',
      'March 2, 2025',
    ]);
  });

  test('days are counted by midnights, also when the clocks change', () => {
    const late = new Date(2026, 2, 28, 23, 59).getTime();
    expect(daysBetween(late, late + 120_000)).toBe(1);
    expect(daysBetween(at(3, 1), at(4, 1))).toBe(31);
    expect(daysBetween(at(10, 1), at(11, 1))).toBe(31);
  });
});

test.each([
  ['Ada Lovelace', 'AL'],
  ['ada', 'A'],
  ['jean-luc.de picard', 'JP'],
  ['李梅', '李'],
  ['  ', ''],
  ['🦊 Fox', '🦊F'],
])('initials of %s are %s', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('a colour is stable and spread', () => {
  expect(hueOf('42')).toBe(hueOf('42'));
  const hues = new Set(Array.from({ length: 100 }, (_, id) => hueOf(String(id))));
  expect(hues.size).toBeGreaterThan(70);
});

test.each([
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/150 Safari/537 Edg/150',
    'Edge on Windows',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/605', 'Safari on iOS'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140) Gecko/20100101 Firefox/140', 'Firefox on Linux'],
  ['curl/8', 'Browser'],
])('%s', (agent, name) => {
  expect(deviceName(agent)).toBe(name);
});

test('addresses that the server leaves out are on its own host', () => {
  const config = { apiPort: 7070, connectPort: 7000, demo: null, version: '1' };
  expect(addressesOf(config, { protocol: 'https:', hostname: 'chat.example' })).toEqual({
    apiUrl: 'https://chat.example:7070',
    connectUrl: 'wss://chat.example:7000',
  });
  const given = { ...config, apiUrl: 'http://a', connectUrls: ['ws://b', 'ws://c'] };
  expect(addressesOf(given, { protocol: 'http:', hostname: 'x' })).toEqual({
    apiUrl: 'http://a',
    connectUrl: ['ws://b', 'ws://c'],
  });
});
