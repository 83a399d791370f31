import { describe, expect, test } from '@jest/globals';
import type { MessageEvent } from '@parley/wire';
import fc from 'fast-check';
import { range } from '../test/world.ts';
import { ConversationLog } from './conversation-log.ts';

function event(seq: number): MessageEvent {
  return {
    type: 'message',
    conversationId: '7',
    seq,
    messageId: String(seq),
    senderId: '1',
    createdAtMs: seq,
    clientId: `c${seq}`,
    body: { kind: 'text', text: String(seq) },
  };
}

function logAt(lastSeq: number, visibleFromSeq = 1) {
  return new ConversationLog({ epoch: 1, lastSeq, visibleFromSeq });
}

const events = (from: number, to: number) => range(from, to).map(event);
const seqs = (log: ConversationLog) => log.events.map(one => one.seq);

describe('at the head', () => {
  test('shows events once and in order, whatever the order they come in', () => {
    const log = logAt(0);
    expect(log.accept([event(2), event(1), event(2)]).map(one => one.seq)).toEqual([1, 2]);
    expect(log.accept([event(1), event(2)])).toEqual([]);
    expect(seqs(log)).toEqual([1, 2]);
  });

  test('holds back what lies behind a gap and knows that it is behind', () => {
    const log = logAt(3);
    log.accept([event(5), event(6)]);
    expect([seqs(log), log.behind, log.knownSeq]).toEqual([[], true, 6]);
    log.accept([event(4)]);
    expect([seqs(log), log.behind]).toEqual([[4, 5, 6], false]);
  });

  test('never shows what the user may not see', () => {
    const log = logAt(0, 5);
    log.accept(events(3, 6));
    expect(seqs(log)).toEqual([5, 6]);
  });

  test('does not keep more than a thousand early events', () => {
    const log = logAt(0);
    log.accept(events(2, 1_100));
    log.accept([event(1)]);
    expect([log.headSeq, log.behind]).toEqual([1, true]);
  });
});

describe('at the start', () => {
  test('takes an older page that fits, up to the beginning', () => {
    const log = logAt(10);
    expect(log.prepend(events(6, 10), true)).toBe(5);
    expect([log.firstSeq, log.hasOlder]).toEqual([6, true]);
    log.prepend(events(1, 5), false);
    expect([seqs(log), log.hasOlder]).toEqual([range(1, 10), false]);
  });

  test('refuses a page that leaves a hole, and the part of one before a hole', () => {
    const log = logAt(10);
    expect(log.prepend(events(5, 8), true)).toBe(0);
    expect(log.prepend([event(6), event(7), event(9), event(10)], true)).toBe(2);
    expect([seqs(log), log.hasOlder]).toEqual([[9, 10], true]);
  });

  test('an empty page without more is the beginning', () => {
    const log = logAt(10);
    log.prepend(events(9, 10), true);
    log.prepend([], false);
    expect(log.hasOlder).toBe(false);
  });
});

test('skipping ahead empties the window and marks answers to older questions', () => {
  const log = logAt(0);
  log.accept(events(1, 3));
  log.observe(5_000);
  const before = log.generation;
  log.skipToKnown();
  expect([seqs(log), log.headSeq, log.hasOlder, log.behind]).toEqual([[], 5_000, true, false]);
  expect(log.generation).not.toBe(before);
});

test('any delivery, with history at hand, converges to the log without a gap', () => {
  const deliveries = fc.array(fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(deliveries, fc.integer({ min: 0, max: 40 }), (batches, startSeq) => {
      const log = logAt(startSeq);
      const shown: number[] = [];
      for (const batch of batches) {
        shown.push(...log.accept(batch.map(event)).map(one => one.seq));
        expect(seqs(log)).toEqual(range(log.firstSeq, log.headSeq));
      }
      while (log.behind)
        shown.push(...log.accept(events(log.headSeq + 1, log.headSeq + 3)).map(one => one.seq));
      while (log.hasOlder)
        log.prepend(events(Math.max(1, log.firstSeq - 7), log.firstSeq - 1), true);
      const last = Math.max(startSeq, ...batches.flat());
      expect(seqs(log).slice(0, last)).toEqual(range(1, last));
      expect(shown.slice(0, last - startSeq)).toEqual(range(startSeq + 1, last));
    }),
  );
});
