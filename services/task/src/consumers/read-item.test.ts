import { expect, test } from '@jest/globals';
import { decodeDispatchBatch } from '@parley/contracts';
import { payloadOf, toSubscribers } from '../../test/dispatch.ts';
import { readItem } from './read-item.ts';

test('a good payload is its dispatches, the event untouched', () => {
  const { dispatches, poison } = readItem({
    partition: 3,
    payload: payloadOf(toSubscribers('10', 1), toSubscribers('10', 2)),
  });
  expect(poison).toEqual([]);
  expect(dispatches.map(one => [one.seq, one.partition])).toEqual([
    [1, 3],
    [2, 3],
  ]);
  expect(dispatches[0]?.event.toString()).toBe('{"conversationId":"10","seq":1}');
});

test.each([
  ['bytes that are no batch', Buffer.from([0xff, 0xff, 0xff]), /no dispatch batch: /],
  ['nothing', Buffer.alloc(0), /without a dispatch/],
])('%s: the whole payload is poison', (_case, payload, reason) => {
  const read = readItem({ partition: 0, payload });
  expect(read.dispatches).toEqual([]);
  expect(read.poison).toEqual([{ payload, reason: expect.stringMatching(reason) }]);
});

test.each([
  [{ conversationId: '10', seq: 2 }, /no audience/],
  [{ seq: 2, audience: { subscribers: true } }, /names no conversation/],
])('a dispatch that cannot be routed is cut out: %j', (bad, reason) => {
  const { dispatches, poison } = readItem({
    partition: 0,
    payload: payloadOf(toSubscribers('10', 1), bad, toSubscribers('10', 3)),
  });
  expect(dispatches.map(one => one.seq)).toEqual([1, 3]);
  expect(poison).toHaveLength(1);
  expect(poison[0]?.reason).toMatch(reason);
  expect(decodeDispatchBatch(poison[0]?.payload ?? Buffer.alloc(0)).dispatches[0]?.seq).toBe(2);
});
