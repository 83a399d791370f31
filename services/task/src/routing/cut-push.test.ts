import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { routed } from '../../test/dispatch.ts';
import { cutPush } from './cut-push.ts';

function ofBytes(bytes: number, users = 0) {
  const userIds = Array.from({ length: users }, (_, index) => String(index + 1));
  return routed({
    conversationId: '1',
    event: Buffer.alloc(bytes),
    audience: { users: { userIds } },
  });
}

test('pieces keep the order, lose nothing and are full', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000)), sizes => {
      const dispatches = sizes.map(size => ofBytes(size));
      const pieces = cutPush(dispatches, { dispatches: 5, bytes: 2_000 });
      expect(pieces.flat()).toEqual(dispatches);
      for (const [index, piece] of pieces.entries()) {
        const bytes = piece.reduce((sum, one) => sum + one.event.length, 0);
        expect(piece.length === 1 || bytes <= 2_000).toBe(true);
        expect(piece.length).toBeLessThanOrEqual(5);
        const next = pieces[index + 1]?.[0];
        if (next && piece.length < 5)
          expect(bytes + next.event.length + 64 * (piece.length + 1)).toBeGreaterThan(2_000);
      }
    }),
  );
});

test('long lists of users count too', () => {
  expect(
    cutPush([ofBytes(0, 1_000), ofBytes(0, 1_000)], { dispatches: 5, bytes: 30_000 }),
  ).toHaveLength(2);
});
