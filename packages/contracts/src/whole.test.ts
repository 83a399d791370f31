import { expect, it } from '@jest/globals';
import type { Dispatch__Output } from './generated/parley/v1/Dispatch.ts';
import { packageDefinition } from './load.ts';
import { wholeOf } from './whole.ts';

const type = packageDefinition['parley.v1.Dispatch'] ?? {};
const whole = (dispatch: object) => wholeOf(type)(dispatch) as Dispatch__Output;

it('takes what is undefined or strange for not set', () => {
  const names = Object.keys(whole({}));
  expect(whole(Object.fromEntries(names.map(name => [name, undefined])))).toEqual(whole({}));
  expect(whole({ strange: 1 })).toEqual(whole({}));
});

it('shares nothing but text and bytes', () => {
  const event = Buffer.from('{}');
  const subscriptions = [{ userId: '5', subscribed: true }];
  const sent = { event, subscriptions, audience: { users: { userIds: ['1'] } } };
  const got = whole(sent);
  expect(got.event).toBe(event);
  got.subscriptions.pop();
  got.audience?.users?.userIds.push('2');
  expect(sent).toEqual({
    event,
    subscriptions: [{ userId: '5', subscribed: true }],
    audience: { users: { userIds: ['1'] } },
  });
  expect(whole({}).subscriptions).toEqual([]);
});

it('takes bytes in each form that may be sent', () => {
  const bytes = new Uint8Array([0, 1, 2, 3]).subarray(1);
  for (const event of [bytes, Buffer.from(bytes), Buffer.from(bytes).toString('base64')]) {
    const got = whole({ event });
    expect(Buffer.isBuffer(got.event)).toBe(true);
    expect([...got.event]).toEqual([1, 2, 3]);
  }
});
