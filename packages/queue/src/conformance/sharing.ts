import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Queue } from '../queue.ts';
import type { Subject } from './describe-queue.ts';
import {
  bytes,
  drained,
  gate,
  keyOf,
  messages,
  type QueueDeviations,
  Recorder,
} from './harness.ts';

const TAKEOVER_MS = 10_000;

/** Several consumers, as they come, go and die. */
export function describeSharing(
  { queue, harness }: Subject,
  { deadConsumer }: QueueDeviations,
): void {
  /** One message to each partition; resolves to how many partitions each of the recorders got. */
  async function spread(via: Queue, recorders: readonly Recorder[]): Promise<number[]> {
    const { partitions } = harness();
    for (const recorder of recorders) recorder.batches.length = 0;
    const all = Array.from({ length: partitions }, (_, one) => keyOf(one, partitions));
    await via.publish(all.map(key => ({ key, payload: bytes('x') })));
    await drained(via);
    return recorders.map(recorder => new Set(recorder.items.map(item => item.partition)).size);
  }

  test('consumers share the partitions evenly, as they come and go', async () => {
    const { partitions } = harness();
    const one = new Recorder();
    const two = new Recorder();
    const three = new Recorder();
    const recorders = [one, two, three];
    const half = partitions / 2;

    await one.consume(queue());
    expect(await spread(queue(), recorders)).toEqual([partitions, 0, 0]);

    const second = await two.consume(await harness().open());
    await eventually(
      async () => expect(await spread(queue(), recorders)).toEqual([half, half, 0]),
      { timeoutMs: TAKEOVER_MS },
    );

    await three.consume(await harness().open());
    await eventually(
      async () => {
        const shares = await spread(queue(), recorders);
        expect(Math.max(...shares)).toBeLessThanOrEqual(Math.ceil(partitions / 3));
        expect(shares.reduce((sum, share) => sum + share)).toBe(partitions);
      },
      { timeoutMs: TAKEOVER_MS },
    );

    await second.close();
    await eventually(
      async () => expect(await spread(queue(), recorders)).toEqual([half, 0, half]),
      { timeoutMs: TAKEOVER_MS },
    );
  });

  test('while consumers come and go, a partition has one at a time and its items stay in order', async () => {
    const { partitions } = harness();
    const keys = Array.from({ length: partitions }, (_, one) => keyOf(one, partitions));
    const busy = new Set<number>();
    const overlaps: number[] = [];
    const seen = new Map<number, string[]>();
    const recorder = () =>
      new Recorder(async items => {
        const partition = items[0]?.partition ?? -1;
        if (busy.has(partition)) overlaps.push(partition);
        busy.add(partition);
        await sleep(Math.random() * 4);
        const before = seen.get(partition) ?? [];
        seen.set(partition, [
          ...before,
          ...items.map(item => Buffer.from(item.payload).toString()),
        ]);
        busy.delete(partition);
      });

    await recorder().consume(queue(), 3);
    let published = 0;
    let running = true;
    const publishing = (async () => {
      while (running) {
        await queue().publish(keys.map(key => ({ key, payload: bytes(`${published}`) })));
        published += 1;
        await sleep(5);
      }
    })();
    for (let i = 0; i < 4; i++) {
      const other = await recorder().consume(await harness().open(), 5);
      await sleep(150);
      await other.close();
    }
    running = false;
    await publishing;
    await drained(queue());

    expect(overlaps).toEqual([]);
    const expected = Array.from({ length: published }, (_, i) => `${i}`);
    for (const inOrder of seen.values()) expect([...new Set(inOrder)]).toEqual(expected);
    expect(seen.size).toBe(partitions);
  });

  test('closing a consumer waits for the batch in hand; the rest is for the others', async () => {
    const door = gate();
    const first = new Recorder(() => door.opened);
    const consumer = await first.consume(queue(), 1);
    await queue().publish(messages('k', 'a', 'b'));
    await eventually(() => expect(first.texts).toEqual(['a']));
    let closed = false;
    const closing = consumer.close().then(() => {
      closed = true;
    });
    await sleep(100);
    expect(closed).toBe(false);
    door.open();
    await closing;
    await sleep(50);
    expect(first.texts).toEqual(['a']);

    const second = new Recorder();
    await second.consume(await harness().open());
    await eventually(() => expect(second.texts).toEqual(['b']));
    await drained(queue());
  });

  test('a consumer that closes during the pause after a rejection leaves the batch to others, in order', async () => {
    const failing = new Recorder(async () => {
      throw new Error('broken');
    });
    const consumer = await failing.consume(queue(), 2);
    await queue().publish(messages('k', 'a', 'b', 'c'));
    await eventually(() => expect(failing.batches.length).toBe(2));
    await consumer.close();
    const second = new Recorder();
    await second.consume(await harness().open());
    await eventually(() => expect(second.texts).toEqual(['a', 'b', 'c']));
  });

  test('closing the queue closes its consumers, and nothing runs afterwards', async () => {
    const recorder = new Recorder(() => sleep(50));
    const other = await harness().open();
    await recorder.consume(other);
    await other.publish(messages('k', 'a'));
    await eventually(() => expect(recorder.texts).toEqual(['a']));
    await other.close();
    const gone = { code: 'unavailable' };
    await expect(other.publish(messages('k', 'b'))).rejects.toMatchObject(gone);
    await expect(other.depth()).rejects.toMatchObject(gone);
    await expect(recorder.consume(other)).rejects.toMatchObject(gone);
    await other.close();
  });

  const dying = 'what a dead consumer had in hand comes again, first and in order';
  if (deadConsumer) {
    test.skip(`${dying} (not here: ${deadConsumer})`, () => {});
  } else {
    test(dying, async () => {
      const { queue: mortal, die } = (await harness().openMortal?.()) ?? fail();
      const door = gate();
      const victim = new Recorder(() => door.opened);
      await victim.consume(mortal, 2);
      await queue().publish(messages('k', 'a', 'b', 'c'));
      await eventually(() => expect(victim.texts).toEqual(['a', 'b']));
      const heir = new Recorder();
      await heir.consume(queue());
      await die();
      await eventually(() => expect(heir.texts).toEqual(['a', 'b', 'c']), {
        timeoutMs: TAKEOVER_MS,
      });
      await drained(queue());
      await eventually(
        async () => expect(await spread(queue(), [heir])).toEqual([harness().partitions]),
        { timeoutMs: TAKEOVER_MS },
      );
      door.open();
    });
  }
}

function fail(): never {
  throw new Error('the harness has no mortal node and the adapter declares no deviation');
}
