import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mergeDispatched } from './merge-dispatched.ts';
import { mergePositions } from './merge-positions.ts';

describe('mergeDispatched', () => {
  const heads = fc.array(
    fc.record({
      conversationId: fc.constantFrom('9', '10'),
      fromSeq: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
      seq: fc.integer({ min: 1, max: 14 }),
    }),
    { maxLength: 8 },
  );

  test('moves a watermark as far as marking one by one, in a good order, would', () => {
    fc.assert(
      fc.property(heads, fc.nat({ max: 14 }), (marks, start) => {
        const exact = marks
          .map(({ fromSeq, ...rest }) => ({ ...rest, fromSeq: fromSeq ?? 1 }))
          .filter(({ fromSeq, seq }) => fromSeq <= seq);
        const ranges = mergeDispatched(exact);
        for (const conversationId of ['9', '10']) {
          let watermark = start;
          for (const _ of exact) {
            for (const mark of exact) {
              if (mark.conversationId !== conversationId) continue;
              if (watermark >= mark.fromSeq - 1) watermark = Math.max(watermark, mark.seq);
            }
          }
          const reached = ranges.filter(
            range =>
              range.conversationId === conversationId &&
              start >= range.fromSeq - 1 &&
              start < range.toSeq,
          );
          expect(reached.length).toBeLessThanOrEqual(1);
          expect(reached[0]?.toSeq ?? start).toBe(watermark);
        }
      }),
    );
  });

  test('is in the order of the database, without what is no id', () => {
    const marks = ['10', 'x', '9', '9007199254740993'].map(id => ({ conversationId: id, seq: 1 }));
    expect(mergeDispatched(marks).map(range => range.conversationId)).toEqual(['9', '10']);
  });
});

test('mergePositions keeps the furthest of each member, in the order of the database', () => {
  const at = (conversationId: string, userId: string, deliveredSeq: number, readSeq: number) => ({
    conversationId,
    userId,
    deliveredSeq,
    readSeq,
  });
  expect(
    mergePositions([
      at('10', '1', 1, 1),
      at('9', '20', 1, 5),
      at('9', '3', 1, 1),
      at('9', '20', 4, 2),
    ]),
  ).toEqual([at('9', '3', 1, 1), at('9', '20', 4, 5), at('10', '1', 1, 1)]);
});
