import { expect, test } from '@jest/globals';
import { sleep } from '@parley/core';
import { eventually } from '@parley/testing';
import type { DeadLetter } from '../queue.ts';
import type { Subject } from './describe-queue.ts';
import { bytes, drained, gate, keyOf, messages, Recorder, text } from './harness.ts';

/** Postponed items, dead letters, and what is refused. */
export function describeSettingAside({ queue, harness }: Subject): void {
  const letter = (reason: string, diedAtMs: number, partition = 0) => ({
    partition,
    payload: bytes(`payload of ${reason}`),
    reason,
    attempts: 3,
    diedAtMs,
  });
  const idsOf = (letters: readonly DeadLetter[]) => letters.map(one => one.deadLetterId);

  test('a postponed item comes back after its delay and holds nobody up', async () => {
    const { partitions } = harness();
    const key = keyOf(3, partitions);
    const seen = new Map<string, number>();
    await queue().consume(
      async items => {
        for (const item of items) seen.set(text(item.payload), performance.now());
      },
      { consumerId: 'c', maxItems: 10 },
    );
    const startedAt = performance.now();
    await queue().postpone(3, bytes('later'), 400);
    await queue().postpone(3, bytes('latest'), 700);
    expect(await queue().depth()).toEqual({ waiting: 0, postponed: 2, dead: 0 });
    await queue().publish(messages(key, 'now'));
    await eventually(() => expect([...seen.keys()]).toEqual(['now', 'later', 'latest']));
    expect((seen.get('now') ?? 0) - startedAt).toBeLessThan(300);
    // A millisecond less: two clocks, each rounded.
    expect((seen.get('later') ?? 0) - startedAt).toBeGreaterThanOrEqual(399);
    expect((seen.get('latest') ?? 0) - startedAt).toBeGreaterThanOrEqual(699);
    await drained(queue());
    expect(await queue().depth()).toEqual({ waiting: 0, postponed: 0, dead: 0 });
  });

  test('what is due comes ahead of what waits', async () => {
    const { partitions } = harness();
    const door = gate();
    const recorder: Recorder = new Recorder(async () => {
      if (recorder.batches.length === 1) await door.opened;
    });
    await recorder.consume(queue(), 1);
    await queue().publish(messages(keyOf(3, partitions), 'in hand', 'waits', 'waits longer'));
    await eventually(() => expect(recorder.texts).toEqual(['in hand']));
    await queue().postpone(3, bytes('due'), 1);
    await sleep(50);
    door.open();
    await eventually(() =>
      expect(recorder.texts).toEqual(['in hand', 'due', 'waits', 'waits longer']),
    );
  });

  test('a handler that postpones an item and resolves is done with it', async () => {
    const recorder: Recorder = new Recorder(async ([item]) => {
      if (item && recorder.batches.length === 1)
        await queue().postpone(item.partition, item.payload, 50);
    });
    await recorder.consume(queue(), 1);
    await queue().publish(messages('k', 'first', 'second'));
    await eventually(() => expect(recorder.texts).toEqual(['first', 'second', 'first']));
    const [once, , again] = recorder.items;
    expect(again?.partition).toBe(once?.partition);
    await drained(queue());
  });

  test('a postponed item waits for a consumer', async () => {
    await queue().postpone(0, bytes('patient'), 10);
    await sleep(50);
    const recorder = new Recorder();
    await recorder.consume(queue());
    await eventually(() => expect(recorder.texts).toEqual(['patient']));
  });

  test('dead letters are kept whole and listed oldest first, up to the limit', async () => {
    await queue().bury(letter('second', 2_000, 5));
    await queue().bury(letter('first', 1_000));
    await queue().bury(letter('third', 3_000));
    const letters = await (await harness().open()).deadLetters(10);
    const [first = '', second = '', third = ''] = idsOf(letters);
    expect(letters).toEqual([
      { ...letter('first', 1_000), deadLetterId: first },
      { ...letter('second', 2_000, 5), deadLetterId: second },
      { ...letter('third', 3_000), deadLetterId: third },
    ]);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(await queue().deadLetters(2)).toEqual(letters.slice(0, 2));
    expect((await queue().depth()).dead).toBe(3);
  });

  test('dead letters are read page by page, also past one that is gone', async () => {
    // Of one time, as after an outage.
    for (let i = 0; i < 7; i++) await queue().bury(letter(`letter ${i}`, i < 6 ? 1_000 : 2_000));
    const all = await queue().deadLetters(10);
    const seen: DeadLetter[] = [];
    for (;;) {
      const page = await queue().deadLetters(2, seen.at(-1));
      seen.push(...page);
      await queue().purge(idsOf(page.slice(-1)));
      if (page.length < 2) break;
    }
    expect(seen).toEqual(all);
    expect(await queue().deadLetters(2, seen.at(-1))).toEqual([]);
  });

  test('replayed letters go back to their partitions, and are dead no more', async () => {
    await queue().bury(letter('one', 1, 2));
    await queue().bury(letter('two', 2, 2));
    await queue().bury(letter('kept', 3));
    const ids = idsOf(await queue().deadLetters(2));
    expect(await queue().replay([...ids, 'unknown'])).toBe(2);
    expect(await queue().replay(ids)).toBe(0);
    const recorder = new Recorder();
    await recorder.consume(queue());
    await drained(queue());
    expect(recorder.texts).toEqual(['payload of one', 'payload of two']);
    expect(recorder.items.map(item => item.partition)).toEqual([2, 2]);
    expect((await queue().deadLetters(10)).map(one => one.reason)).toEqual(['kept']);
  });

  test('purged letters are gone', async () => {
    await queue().bury(letter('one', 1));
    await queue().bury(letter('two', 2));
    const [first] = idsOf(await queue().deadLetters(1));
    expect(await queue().purge([first ?? '', 'unknown'])).toBe(1);
    expect(await queue().purge([])).toBe(0);
    expect((await queue().deadLetters(10)).map(one => one.reason)).toEqual(['two']);
    expect(await queue().depth()).toEqual({ waiting: 0, postponed: 0, dead: 1 });
  });

  test('bad input is refused by the name of the field', async () => {
    const { partitions } = harness();
    const handler = async () => {};
    const refusals: [string, Promise<unknown>][] = [
      ['partition', queue().postpone(partitions, bytes('x'), 1)],
      ['partition', queue().postpone(-1, bytes('x'), 1)],
      ['partition', queue().bury(letter('r', 1, partitions))],
      ['delayMs', queue().postpone(0, bytes('x'), -1)],
      ['delayMs', queue().postpone(0, bytes('x'), 2 ** 31)],
      ['delayMs', queue().postpone(0, bytes('x'), Number.NaN)],
      ['limit', queue().deadLetters(0)],
      ['maxItems', queue().consume(handler, { consumerId: 'c', maxItems: 0 })],
      ['maxItems', queue().consume(handler, { consumerId: 'c', maxItems: 1.5 })],
      ['consumerId', queue().consume(handler, { consumerId: '', maxItems: 1 })],
    ];
    for (const [field, refused] of refusals) {
      await expect(refused).rejects.toMatchObject({ code: 'invalid_request', details: { field } });
    }
    expect(await queue().depth()).toEqual({ waiting: 0, postponed: 0, dead: 0 });
  });
}
