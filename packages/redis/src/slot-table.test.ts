import { expect, test } from '@jest/globals';
import { readRedirection, readSlots } from './slot-table.ts';

test('the table names the master of each slot, and nobody in a hole', () => {
  const table = readSlots(
    [
      [0, 1, ['10.0.0.1', 7001, 'id', []], ['10.0.0.9', 7009, 'id', []]],
      [3, 3, ['', 7002, 'id', []]],
      [4, 4, [null, 7003, 'id', []]],
      [5, 5, ['?', 7004, 'id', []]],
      [6, 6, ['', 0, 'id', []]],
    ],
    '10.0.0.5:7000',
  );
  expect([0, 1, 2, 3, 4, 5, 6].map(slot => table[slot])).toEqual([
    '10.0.0.1:7001',
    '10.0.0.1:7001',
    undefined,
    '10.0.0.5:7002',
    '10.0.0.5:7003',
    '10.0.0.5:7004',
    undefined,
  ]);
});

test.each([
  ['MOVED 3999 10.0.0.1:6381', { kind: 'MOVED', slot: 3999, node: '10.0.0.1:6381' }],
  ['ASK 3999 fe80::1:6381', { kind: 'ASK', slot: 3999, node: 'fe80::1:6381' }],
  ['MOVED 0 :6381', { kind: 'MOVED', slot: 0, node: '10.0.0.5:6381' }],
  ['MOVED 0 :0', undefined],
  ['ERR MOVED 1 a:1', undefined],
  ['TRYAGAIN Multiple keys request during rehashing of slot', undefined],
])('%s', (message, redirection) => {
  expect(readRedirection(new Error(message), '10.0.0.5:7000')).toEqual(redirection);
});
