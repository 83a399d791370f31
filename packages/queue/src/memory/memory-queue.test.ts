import { expect, test } from '@jest/globals';
import { describeQueue } from '../conformance/describe-queue.ts';
import { bytes, messages } from '../conformance/harness.ts';
import { createMemoryQueue } from './index.ts';

const PARTITIONS = 8;

describeQueue(
  'memory',
  async bounds => {
    const queue = createMemoryQueue({ partitions: PARTITIONS, ...bounds });
    return {
      partitions: PARTITIONS,
      open: async () => queue,
      close: () => queue.close(),
    };
  },
  { deadConsumer: 'a consumer in memory dies together with its queue' },
);

test('what is postponed counts as waiting: it lies in the same memory', async () => {
  const queue = createMemoryQueue({ maxWaiting: 2 });
  await queue.publish(messages('a', '1'));
  await queue.postpone(0, bytes('later'), 60_000);
  await expect(queue.publish(messages('b', '2'))).rejects.toMatchObject({ code: 'overloaded' });
  expect(await queue.depth()).toEqual({ waiting: 1, postponed: 1, dead: 0 });
  await queue.close();
});

test.each(['partitions', 'maxWaiting', 'maxDeadLetters'])('%s must be 1 or more', field => {
  expect(() => createMemoryQueue({ [field]: 0 })).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ field, value: '0' }) }),
  );
});
