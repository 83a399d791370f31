import { expect, test } from '@jest/globals';
import { Random } from '../plan/random.ts';
import { SeqRanges } from './seq-ranges.ts';

test('tells what is new, in whichever order it comes', () => {
  const random = new Random(5);
  const known = new Set<number>();
  const ranges = new SeqRanges();
  for (let i = 0; i < 2_000; i++) {
    const seq = random.between(1, 300);
    expect(ranges.add(seq)).toBe(!known.has(seq));
    known.add(seq);
  }
});
