import { expect, test } from '@jest/globals';
import { encodeDispatchBatch } from '@parley/contracts';
import { describePayload } from './describe-payload.ts';

test('tells where each dispatch belongs and not what it says', () => {
  const event = Buffer.from('{"body":{"kind":"text","text":"private"}}');
  const dispatches = [
    { conversationId: '10', seq: 3, event },
    { conversationId: '11', seq: 4, onlyServerId: 'c1', event },
  ];
  expect(describePayload(encodeDispatchBatch({ dispatches }))).toEqual([
    { conversationId: '10', seq: 3, serverId: '' },
    { conversationId: '11', seq: 4, serverId: 'c1' },
  ]);
});

test('what cannot be read is nothing', () => {
  expect(describePayload(Buffer.from([0xff, 0xff, 0xff]))).toEqual([]);
});
