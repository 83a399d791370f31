import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import type { Subject } from './describe-queue.ts';
import { bytes, drained, gate, keyOf, messages, Recorder, texts } from './harness.ts';

const base64 = (payload: Uint8Array) => Buffer.from(payload).toString('base64');
const LETTER = { partition: 0, reason: 'r', attempts: 1, diedAtMs: 1 };

/** From publishing to acknowledgement, with one consumer. */
export function describeDelivery({ queue, harness }: Subject): void {
  test('each key comes in the order of publishing, whatever the batches', async () => {
    const recorder = new Recorder();
    await recorder.consume(queue(), 7);
    const keys = Array.from({ length: 20 }, (_, i) => `conversation-${i}`);
    const rounds = Array.from({ length: 30 }, (_, i) => i);
    for (const round of rounds) {
      await queue().publish(keys.map(key => ({ key, payload: bytes(`${key} ${round}`) })));
    }
    await drained(queue());
    for (const key of keys) {
      const ofKey = recorder.texts.filter(one => one.startsWith(`${key} `));
      expect(ofKey).toEqual(rounds.map(round => `${key} ${round}`));
    }
    expect(Math.max(...recorder.batches.map(batch => batch.length))).toBeLessThanOrEqual(7);
  });

  test('a batch is of one partition, and items say which', async () => {
    const { partitions } = harness();
    const recorder = new Recorder();
    for (let partition = 0; partition < partitions; partition++) {
      await queue().publish(messages(keyOf(partition, partitions), `${partition}`, `${partition}`));
    }
    await recorder.consume(queue());
    await drained(queue());
    expect(recorder.items).toHaveLength(2 * partitions);
    for (const batch of recorder.batches) {
      expect(new Set(batch.map(item => item.partition)).size).toBe(1);
    }
    expect(texts(recorder.items)).toEqual(recorder.items.map(item => `${item.partition}`));
    expect(new Set(recorder.items.map(item => item.itemId)).size).toBe(2 * partitions);
  });

  test('what was published before anybody consumed is not lost', async () => {
    await queue().publish(messages('k', 'early'));
    const recorder = new Recorder();
    await recorder.consume(await harness().open());
    await eventually(() => expect(recorder.texts).toEqual(['early']));
  });

  test('an item counts as waiting until its handler has resolved', async () => {
    const door = gate();
    const recorder = new Recorder(() => door.opened);
    await recorder.consume(queue());
    await queue().publish(messages('k', 'a', 'b'));
    await eventually(() => expect(recorder.batches.length).toBe(1));
    await sleep(50);
    expect(await queue().depth()).toEqual({ waiting: 2, postponed: 0, dead: 0 });
    door.open();
    await drained(queue());
    expect(recorder.texts).toEqual(['a', 'b']);
  });

  test('a rejected batch comes again after a pause, whole and in order, before what is behind it', async () => {
    const calledAt: number[] = [];
    const recorder = new Recorder(async () => {
      calledAt.push(performance.now());
      if (calledAt.length <= 2) throw new Error('not now');
    });
    await recorder.consume(queue(), 2);
    await queue().publish(messages('k', 'a', 'b', 'c'));
    await drained(queue());
    const [first, second, third, fourth] = recorder.batches.map(batch => texts(batch));
    expect([first, second, third]).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(fourth).toEqual(['c']);
    const [at1 = 0, at2 = 0, at3 = 0] = calledAt;
    expect(at2 - at1).toBeGreaterThanOrEqual(95);
    expect(at3 - at2).toBeGreaterThanOrEqual(190);
    expect(recorder.batches[1]?.map(item => item.itemId)).toEqual(
      recorder.batches[0]?.map(item => item.itemId),
    );
  });

  test('a handler that throws at once rejects like any other', async () => {
    let calls = 0;
    const handler = () => {
      calls += 1;
      if (calls === 1) throw new Error('at once');
      return Promise.resolve();
    };
    await queue().consume(handler, { consumerId: 'c', maxItems: 1 });
    await queue().publish(messages('k', 'a'));
    await drained(queue());
    expect(calls).toBe(2);
  });

  test('a partition whose handler rejects does not hold up the others', async () => {
    const { partitions } = harness();
    const recorder = new Recorder(async ([item]) => {
      if (item?.partition === 0) throw new Error('never');
    });
    await recorder.consume(queue());
    await queue().publish(messages(keyOf(0, partitions), 'bad'));
    await queue().publish(messages(keyOf(1, partitions), 'good'));
    await eventually(() => expect(recorder.texts).toContain('good'));
    expect((await queue().depth()).waiting).toBeGreaterThanOrEqual(1);
  });

  test('one call a partition at a time, several partitions side by side', async () => {
    const { partitions } = harness();
    const door = gate();
    const running = new Map<number, number>();
    let most = 0;
    await queue().consume(
      async ([item]) => {
        const partition = item?.partition ?? -1;
        running.set(partition, (running.get(partition) ?? 0) + 1);
        most = Math.max(most, ...running.values());
        await door.opened;
        running.set(partition, (running.get(partition) ?? 0) - 1);
      },
      { consumerId: 'c', maxItems: 1 },
    );
    for (let round = 0; round < 3; round++) {
      for (let partition = 0; partition < 4; partition++) {
        await queue().publish(messages(keyOf(partition, partitions), 'x'));
      }
    }
    await eventually(() => expect(running.size).toBe(4));
    await sleep(50);
    door.open();
    await drained(queue());
    expect(most).toBe(1);
  });

  test('payloads are copied: what the sender writes later does not show', async () => {
    const payload = bytes('before');
    const buried = bytes('before');
    const postponed = bytes('before');
    const publishing = queue().publish([{ key: 'k', payload }]);
    const postponing = queue().postpone(0, postponed, 1);
    const burying = queue().bury({ ...LETTER, payload: buried });
    for (const one of [payload, buried, postponed]) one.fill(0);
    await Promise.all([publishing, postponing, burying]);
    const recorder = new Recorder();
    await recorder.consume(queue());
    await eventually(() => expect(recorder.texts).toEqual(['before', 'before']));
    const [letter] = await queue().deadLetters(1);
    letter?.payload.fill(0);
    expect((await queue().deadLetters(1)).map(one => one.payload)).toEqual([bytes('before')]);
  });

  test('payloads are copied: what a rejecting handler wrote does not come again', async () => {
    const seen: string[] = [];
    await queue().consume(
      async items => {
        seen.push(...texts(items));
        for (const item of items) item.payload.fill(0);
        if (seen.length === 1) throw new Error('again');
      },
      { consumerId: 'c', maxItems: 1 },
    );
    await queue().publish(messages('k', 'clean'));
    await drained(queue());
    expect(seen).toEqual(['clean', 'clean']);
  });

  test('payloads are any bytes, none and many', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const large = new Uint8Array(256 * 1024).fill(7);
    const recorder = new Recorder();
    await recorder.consume(queue());
    const payloads = [all, new Uint8Array(0), large, Buffer.from('a Buffer')];
    await queue().publish(payloads.map(payload => ({ key: 'k', payload })));
    await drained(queue());
    const received = recorder.items.map(item => item.payload);
    expect(received.map(payload => payload.constructor)).toEqual(payloads.map(() => Uint8Array));
    expect(received.map(base64)).toEqual(payloads.map(base64));
  });

  test('publishing nothing does nothing', async () => {
    await queue().publish([]);
    expect(await queue().depth()).toEqual({ waiting: 0, postponed: 0, dead: 0 });
  });
}
