import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ERRORS } from '@parley/core';
import { CLOSE, DEFAULT_LIMITS, shouldReconnect, WS_CLOSE } from '@parley/wire';

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
  ]);
  const names = [...page.matchAll(/`([a-z]+(?:[A-Z_][a-z_A-Z]*))`/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(50);
  expect(names.filter(name => name !== undefined && !known.has(name))).toEqual([]);
});
