import { expect, test } from '@jest/globals';
import { payloadOf, toSubscribers } from '../test/dispatch.ts';
import { describePayload } from './describe-payload.ts';

test('tells where each dispatch belongs and not what it says', () => {
  const retry = { ...toSubscribers('11', 4), onlyServerId: 'c1' };
  expect(describePayload(payloadOf(toSubscribers('10', 3), retry))).toEqual([
    { conversationId: '10', seq: 3, serverId: '' },
    { conversationId: '11', seq: 4, serverId: 'c1' },
  ]);
});

test('what cannot be read is nothing', () => {
  expect(describePayload(Buffer.from([0xff, 0xff, 0xff]))).toEqual([]);
});
