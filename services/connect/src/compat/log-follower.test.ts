import { expect, test } from '@jest/globals';
import type { LogEvent } from '@parley/wire';
import fc from 'fast-check';
import { LogFollower } from './log-follower.ts';

const event = (seq: number) => ({ conversationId: '1', seq }) as LogEvent;

/** A follower of a log whose pages come when the test says so. */
function follow(lastSeq = 0) {
  const delivered: number[] = [];
  const asked: number[] = [];
  const follower = new LogFollower(lastSeq, {
    deliver: ({ seq }) => delivered.push(seq),
    fetch: afterSeq => asked.push(afterSeq),
  });
  return { delivered, asked, follower };
}

test('a gap is asked for once, and what came behind it waits', () => {
  const { delivered, asked, follower } = follow(3);
  follower.take(event(4));
  follower.take(event(7));
  follower.take(event(8));
  expect([delivered, asked]).toEqual([[4], [4]]);
  follower.page([5, 6].map(event), false);
  expect([delivered, asked]).toEqual([[4, 5, 6, 7, 8], [4]]);
});

test('a head that lies ahead is asked for, page by page', () => {
  const { delivered, asked, follower } = follow();
  follower.extendsTo(4);
  follower.page([1, 2].map(event), true);
  follower.page([3, 4].map(event), false);
  expect([delivered, asked]).toEqual([
    [1, 2, 3, 4],
    [0, 2],
  ]);
});

test('what this user may not see is passed over', () => {
  const { delivered, asked, follower } = follow();
  follower.take(event(9));
  follower.page([], false);
  expect([delivered, asked]).toEqual([[9], [0]]);
  follower.extendsTo(12);
  follower.page([], false);
  expect(follower.seq).toBe(12);
  expect(asked).toEqual([0, 9]);
});

test('whatever comes in whatever order, each is delivered once and in order', () => {
  const pushes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 80 });
  fc.assert(
    fc.property(pushes, fc.integer({ min: 1, max: 7 }), (seqs, pageSize) => {
      const { delivered, asked, follower } = follow();
      let answered = 0;
      const answer = () => {
        const afterSeq = asked[answered++] ?? 0;
        const page = Array.from({ length: 40 - afterSeq }, (_, i) => event(afterSeq + 1 + i));
        follower.page(page.slice(0, pageSize), page.length > pageSize);
      };
      for (const [i, seq] of seqs.entries()) {
        follower.take(event(seq));
        if (i % 3 === 0 && answered < asked.length) answer();
      }
      while (answered < asked.length) answer();
      const last = Math.max(0, ...seqs);
      expect(delivered.slice(0, last)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      expect(delivered).toEqual(delivered.map((_, i) => i + 1));
    }),
  );
});
