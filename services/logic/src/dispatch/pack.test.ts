import { expect, test } from '@jest/globals';
import { type Dispatch, decodeDispatchBatch } from '@parley/contracts';
import { partitionOf } from '@parley/queue';
import fc from 'fast-check';
import { packDispatches } from './pack.ts';

const PARTITIONS = 4;
const dispatch = fc.record({
  conversationId: fc.integer({ min: 1, max: 20 }).map(String),
  event: fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)),
});

/** Numbers them per conversation, as the log does. */
function numbered(dispatches: Dispatch[]): Dispatch[] {
  const seqs = new Map<string, number>();
  return dispatches.map(one => {
    const conversationId = one.conversationId ?? '';
    const seq = (seqs.get(conversationId) ?? 0) + 1;
    seqs.set(conversationId, seq);
    return { ...one, seq };
  });
}

test('every dispatch is in one element of its partition, each conversation in order', () => {
  fc.assert(
    fc.property(fc.array(dispatch), dispatches => {
      const given = numbered(dispatches);
      const packed = packDispatches(given, { partitions: PARTITIONS, maxElementBytes: 100 });
      const lastSeqs = new Map<string, number>();
      for (const { key, payload } of packed) {
        const elements = decodeDispatchBatch(payload).dispatches;
        expect(elements.length).toBeGreaterThan(0);
        const bytes = elements.reduce((sum, { event }) => sum + event.length, 0);
        expect(bytes <= 100 || elements.length === 1).toBe(true);
        for (const { conversationId, seq } of elements) {
          expect(partitionOf(conversationId, PARTITIONS)).toBe(partitionOf(key, PARTITIONS));
          expect(seq).toBe((lastSeqs.get(conversationId) ?? 0) + 1);
          lastSeqs.set(conversationId, seq);
        }
      }
      const count = [...lastSeqs.values()].reduce((sum, seq) => sum + seq, 0);
      expect(count).toBe(given.length);
    }),
  );
});

test('small dispatches of a partition share one element', () => {
  const dispatches = Array.from({ length: 100 }, (_, i) => ({ conversationId: '7', seq: i + 1 }));
  expect(packDispatches(dispatches, { partitions: 16, maxElementBytes: 1_000 })).toHaveLength(1);
});
