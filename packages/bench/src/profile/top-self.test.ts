import { expect, test } from '@jest/globals';
import { topSelf } from './top-self.ts';

function profile(samples: number[]): string {
  const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 4 });
  return JSON.stringify({
    nodes: [
      { id: 1, callFrame: frame('(idle)') },
      { id: 2, callFrame: frame('write', 'file:///a/b/dist/ws/socket.js') },
      { id: 3, callFrame: frame('') },
      { id: 4, callFrame: frame('write', 'file:///a/b/dist/ws/socket.js') },
    ],
    samples,
    timeDeltas: samples.map(() => 1_000),
  });
}

test('self time is summed over calls and processes, without what was idle', () => {
  expect(topSelf([profile([1, 2, 4, 3]), profile([2, 1, 1])], 10)).toEqual([
    { name: 'write dist/ws/socket.js:5', ms: 3, share: 0.75 },
    { name: '(anonymous)', ms: 1, share: 0.25 },
  ]);
  expect(topSelf([profile([2, 3, 2])], 1)).toHaveLength(1);
});
