import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadConfig } from '@parley/config';
import { ERRORS } from '@parley/core';
import { CLOSE, DEFAULT_LIMITS, shouldReconnect, WS_CLOSE } from '@parley/wire';
import { defaultBounds, LOGIC_BOUNDS, metricNames } from './bounds.ts';

const page = readFileSync(join(import.meta.dirname, '../../../docs/delivery.md'), 'utf8');

/** The rows of the table with this heading, without heading and rule, each cell as plain text. */
function tableBelow(heading: string): string[][] {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  const rows = section.split('\n').filter(line => line.startsWith('|'));
  return rows.slice(2).map(row =>
    row
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim().replaceAll('`', '')),
  );
}

const yesNo = (yes: boolean) => (yes ? 'yes' : 'no');

test.each([
  [
    'Close codes',
    Object.entries({ ...WS_CLOSE, ...CLOSE }).map(([name, code]) => [
      name,
      String(code),
      yesNo(shouldReconnect(code)),
    ]),
  ],
  [
    'Errors',
    Object.entries(ERRORS).map(([code, { http, grpc, retryable }]) => [
      code,
      String(http),
      grpc,
      yesNo(retryable),
    ]),
  ],
  ['Limits', Object.entries(DEFAULT_LIMITS).map(([name, value]) => [name, String(value)])],
])(
  'docs/delivery.md: the table "%s" says what the code does, all of it and no more',
  (heading, expected) => {
    const rows = tableBelow(heading);
    expect(rows.map(row => row.slice(0, -1).join(' | ')).toSorted()).toEqual(
      expected.map(row => row.join(' | ')).toSorted(),
    );
    for (const row of rows) expect(row.at(-1)).not.toBe('');
  },
);

/** Options that bound one request or one batch; nothing waits because of them. */
const BOUNDS_OF_ONE = new Set([
  'logic.maxBatchDrafts',
  'logic.maxElementBytes',
  'logic.maxUserIds',
  'logic.maxFoundUsers',
  'logic.maxListed',
  'connect.maxUnreadable',
]);

describe('the table "When there is too much"', () => {
  const rows = tableBelow('When there is too much');
  const defaults = defaultBounds();

  test('names the bounds of the code with their defaults, and settings have the same', () => {
    const settings = loadConfig({ environment: {}, flags: [] });
    expect(rows.length).toBeGreaterThan(20);
    for (const [, bound = '', stated] of rows) {
      expect([bound, stated]).toEqual([bound, String(defaults.get(bound))]);
      const [section = '', name = ''] = bound.split('.');
      const values = Object.entries(settings).find(([key]) => key === section)?.[1];
      const setting = Object.entries(values ?? {}).find(([key]) => key === name)?.[1];
      if (setting !== undefined) expect([bound, String(setting)]).toEqual([bound, stated]);
    }
  });

  test('names every option that bounds what waits', () => {
    const stated = new Set(rows.map(([, bound]) => bound));
    const bounds = [...defaults.keys()].filter(name => /\.max[A-Z]/.test(name));
    expect(bounds.filter(name => !stated.has(name) && !BOUNDS_OF_ONE.has(name))).toEqual([]);
    for (const bound of LOGIC_BOUNDS) expect(stated).toContain(`logic.${bound}`);
  });

  test('names metrics that exist', async () => {
    const names = await metricNames();
    const stated = rows.flatMap(([, , , fill = '', refused = '']) => [fill, refused]);
    expect(stated.filter(name => !names.has(name))).toEqual([]);
  });
});

test('every name in code style that looks like a limit, an error or a close code is one', () => {
  const known = new Set([
    ...Object.keys({ ...WS_CLOSE, ...CLOSE, ...ERRORS, ...DEFAULT_LIMITS }),
    // Fields of frames and positions.
    'retryAfterMs',
    'afterSeq',
    'lastSeq',
    'visibleFromSeq',
    'deliveredSeq',
    'readSeq',
    'conversationId',
    'messageId',
    'clientId',
    'deviceId',
    'upToId',
    'tooMany',
    'mentionCount',
    'lastSeenAtMs',
    'presenceMode',
    'lastSeenAtMs',
    'presenceMode',
  ]);
  // Checked above.
  const isMetric = (name: string) => name.startsWith('parley_');
  const names = [...page.matchAll(/`([a-z]+(?:[A-Z_][a-z_A-Z]*))`/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter(name => name !== undefined && !isMetric(name) && !known.has(name))).toEqual(
    [],
  );
});
