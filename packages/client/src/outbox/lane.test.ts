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

const idOf = (lane: Lane, nowMs: number) => lane.next(nowMs)?.item.clientId;
const send = (lane: Lane) => {
  const message = lane.next(0);
  if (message !== undefined) message.state = 'sending';
  return message;
};

test('gives what is queued in order, one after the other', () => {
  const lane = laneOf(3);
  const first = send(lane);
  expect(first?.item.clientId).toBe('m1');
  expect(idOf(lane, 0)).toBeUndefined();
  lane.remove('m1');
  expect(idOf(lane, 0)).toBe('m2');
});

test('what failed for good holds nothing up', () => {
  const lane = laneOf(2);
  const first = send(lane);
  if (first !== undefined) first.state = 'failed';
  expect(idOf(lane, 0)).toBe('m2');
});

test('after a failure that may pass waits, then goes on with the same one', () => {
  const lane = laneOf(3);
  expect(lane.failed(1_000, 200, () => 0)).toBe(200);
  expect(idOf(lane, 1_199)).toBeUndefined();
  expect(idOf(lane, 1_200)).toBe('m1');
});

test('waits longer from failure to failure when the server names no time', () => {
  const lane = laneOf(1);
  expect([1, 2, 3].map(() => lane.failed(0, undefined, () => 0))).toEqual([500, 1_000, 2_000]);
});

test('a new link sends what was on its way, at once', () => {
  const lane = laneOf(2);
  send(lane);
  lane.failed(0, 60_000, () => 0);
  lane.interrupted();
  expect(idOf(lane, 0)).toBe('m1');
});
