import { expect, test } from '@jest/globals';
import { describeQueue } from '../conformance/describe-queue.ts';
import { bytes, drained, messages, Recorder } from '../conformance/harness.ts';
import { createMemoryQueue } from './index.ts';

const PARTITIONS = 8;

describeQueue(
  'memory',
  async () => {
    const queue = createMemoryQueue({ partitions: PARTITIONS });
    return {
      partitions: PARTITIONS,
      open: async () => queue,
      close: () => queue.close(),
    };
  },
  { deadConsumer: 'a consumer in memory dies together with its queue' },
);

test('beyond maxWaiting a publish is refused whole, until there is room again', async () => {
  const queue = createMemoryQueue({ partitions: 2, maxWaiting: 3 });
  await queue.publish(messages('a', '1', '2'));
  await queue.postpone(0, bytes('later'), 60_000);
  await expect(queue.publish(messages('b', '3'))).rejects.toMatchObject({
    code: 'overloaded',
    retryable: true,
  });
  expect(await queue.depth()).toEqual({ waiting: 2, postponed: 1, dead: 0 });
  const recorder = new Recorder();
  await recorder.consume(queue);
  await drained(queue);
  await queue.publish(messages('b', '3', '4'));
  await drained(queue);
  expect(recorder.texts).toEqual(['1', '2', '3', '4']);
  await queue.close();
});

test('beyond maxDeadLetters nothing more is buried', async () => {
  const queue = createMemoryQueue({ maxDeadLetters: 1 });
  const letter = { partition: 0, payload: bytes('x'), reason: 'r', attempts: 1, diedAtMs: 1 };
  await queue.bury(letter);
  await expect(queue.bury(letter)).rejects.toMatchObject({ code: 'overloaded' });
  expect((await queue.depth()).dead).toBe(1);
  await queue.close();
});

test.each(['partitions', 'maxWaiting', 'maxDeadLetters'])('%s must be 1 or more', field => {
  expect(() => createMemoryQueue({ [field]: 0 })).toThrow(
    expect.objectContaining({ details: expect.objectContaining({ field, value: '0' }) }),
  );
});
