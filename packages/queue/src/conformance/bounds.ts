import { afterEach, describe, expect, test } from '@jest/globals';
import type { Queue } from '../queue.ts';
import {
  bytes,
  type CreateQueue,
  drained,
  messages,
  type QueueHarness,
  Recorder,
} from './harness.ts';

const OVERLOADED = { code: 'overloaded', retryable: true, details: { retryAfterMs: 1_000 } };

/** What a queue does when it is full: it refuses, loses nothing, and takes more when there is room. */
export function describeBounds(create: CreateQueue): void {
  describe('when it is full', () => {
    let harness: QueueHarness | undefined;

    const openQueue = async (bounds: Parameters<CreateQueue>[0]): Promise<Queue> => {
      harness = await create(bounds);
      return harness.open();
    };
    afterEach(async () => {
      await harness?.close();
    });

    test('beyond maxWaiting a publish is refused whole, until there is room again', async () => {
      const queue = await openQueue({ maxWaiting: 3 });
      await queue.publish(messages('a', '1', '2'));
      const two = messages('b', '3', '4');
      await expect(queue.publish(two)).rejects.toMatchObject(OVERLOADED);
      await queue.publish(messages('a', '3'));
      await expect(queue.publish(messages('b', '4'))).rejects.toMatchObject(OVERLOADED);
      expect((await queue.depth()).waiting).toBe(3);

      const recorder = new Recorder();
      await recorder.consume(queue);
      await drained(queue);
      await queue.publish(messages('a', '4', '5', '6'));
      await drained(queue);
      expect(recorder.texts).toEqual(['1', '2', '3', '4', '5', '6']);
    });

    test('a full queue takes what is postponed and replayed, for it was in it before', async () => {
      const queue = await openQueue({ maxWaiting: 1 });
      await queue.publish(messages('a', '1'));
      await queue.postpone(0, bytes('later'), 60_000);
      await queue.bury({
        partition: 0,
        payload: bytes('x'),
        reason: 'r',
        attempts: 1,
        diedAtMs: 1,
      });
      const [letter] = await queue.deadLetters(1);
      expect(await queue.replay([letter?.deadLetterId ?? ''])).toBe(1);
      expect(await queue.depth()).toEqual({ waiting: 2, postponed: 1, dead: 0 });
    });

    test('beyond maxDeadLetters nothing is buried, until some are replayed or purged', async () => {
      const queue = await openQueue({ maxDeadLetters: 1 });
      const letter = { partition: 0, payload: bytes('x'), reason: 'r', attempts: 1, diedAtMs: 1 };
      await queue.bury(letter);
      await expect(queue.bury(letter)).rejects.toMatchObject(OVERLOADED);
      const [first] = await queue.deadLetters(5);
      expect(await queue.purge([first?.deadLetterId ?? ''])).toBe(1);
      await queue.bury(letter);
      expect((await queue.depth()).dead).toBe(1);
    });
  });
}
