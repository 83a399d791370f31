import { expect, test } from '@jest/globals';
import { Lane } from './lane.ts';
import { outgoing } from './pending-message.ts';

function laneOf(count: number): Lane {
  const lane = new Lane();
  for (let order = count; order >= 1; order--) {
    const body = { kind: 'text' as const, text: '' };
    const base = { userId: '1', conversationId: '1', body, createdAtMs: 0, error: null };
    lane.add(outgoing({ ...base, clientId: `m${order}`, order }, false));
  }
  return lane;
}

const ids = (lane: Lane, nowMs: number) => lane.next(nowMs).map(message => message.item.clientId);

test('gives what is queued, in order, sixteen at a time', () => {
  const lane = laneOf(20);
  const first = lane.next(0);
  expect(first.map(message => message.item.order)).toEqual(first.map((_, at) => at + 1));
  expect(first).toHaveLength(16);
  for (const message of first) message.state = 'sending';
  expect(ids(lane, 0)).toEqual([]);
});

test('after a failure waits, then goes one by one until one has succeeded', () => {
  const lane = laneOf(3);
  expect(lane.failed(1_000, 200, () => 0)).toBe(200);
  expect(ids(lane, 1_199)).toEqual([]);
  expect(ids(lane, 1_200)).toEqual(['m1']);
  lane.succeeded();
  expect(ids(lane, 1_200)).toHaveLength(3);
});

test('waits longer from failure to failure when the server names no time', () => {
  const lane = laneOf(1);
  expect([1, 2, 3].map(() => lane.failed(0, undefined, () => 0))).toEqual([500, 1_000, 2_000]);
});

test('nothing else goes out while one is still on its way after a failure', () => {
  const lane = laneOf(3);
  const [, second] = lane.next(0);
  if (second !== undefined) second.state = 'sending';
  lane.failed(0, 0, () => 0);
  expect(ids(lane, 0)).toEqual([]);
});

test('a new link sends what was on its way, at once', () => {
  const lane = laneOf(2);
  for (const message of lane.next(0)) message.state = 'sending';
  lane.failed(0, 60_000, () => 0);
  lane.interrupted();
  expect(ids(lane, 0)).toEqual(['m1']);
});
