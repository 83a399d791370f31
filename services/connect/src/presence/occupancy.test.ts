import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import { eventually } from '@parley/testing';
import { Occupancy } from './occupancy.ts';

interface Call {
  occupied: string[];
  vacated: string[];
}

let calls: Call[];
let answers: { resolve: () => void; reject: (error: Error) => void }[];
let manual: boolean;
let occupancy: Occupancy;
/** What logic knows that the node has. */
let known: Set<string>;
let regained: string[];

const exchange = ((_kind: string, { occupied, vacated }: Call) => {
  calls.push({ occupied, vacated });
  const answer = { gainedConversationIds: occupied.filter(id => !known.has(id)) };
  for (const id of occupied) known.add(id);
  return new Promise((resolve, reject) => {
    if (manual) answers.push({ resolve: () => resolve(answer), reject });
    else resolve(answer);
  });
}) as unknown as LogicGateway['exchange'];

beforeEach(() => {
  calls = [];
  answers = [];
  manual = false;
  known = new Set();
  regained = [];
  occupancy = new Occupancy({
    shares: 1,
    logic: { exchange },
    serverId: 'c-1',
    lingerMs: 15,
    regained: ids => regained.push(...ids),
  });
});
afterEach(() => occupancy.close());

const want = (...ids: string[]) => {
  for (const id of ids) occupancy.want(id);
  return occupancy.ensure(ids);
};
const turn = () => new Promise(resolve => setImmediate(resolve));

describe('occupancy', () => {
  test('one call for all of a tick, none for what is held', async () => {
    await Promise.all([want('1'), want('2', '3'), want('2')]);
    await want('1', '3');
    expect(calls).toEqual([{ occupied: ['1', '2', '3'], vacated: [] }]);
    expect([...occupancy.occupied(0)]).toEqual(['1', '2', '3']);
  });

  test('tells what had been lost when it is said again, and nothing of what is new', async () => {
    await want('1', '2');
    known.delete('2');
    await occupancy.renew(['1', '2', '3']);
    expect(regained).toEqual(['2']);
    await occupancy.renew(['1', '2', '3']);
    expect(regained).toEqual(['2']);
  });

  test('what was doubted is named once, as long as it is held', async () => {
    await want('1');
    occupancy.doubt(['1', '9']);
    expect(occupancy.takeDoubtful(['1', '9'])).toEqual(['1']);
    expect(occupancy.takeDoubtful(['1', '9'])).toEqual([]);
  });

  test('what comes up during a call shares the next one, and waits for it', async () => {
    manual = true;
    const first = want('1');
    await turn();
    await turn();
    const settled: string[] = [];
    const later = Promise.all([
      want('2').then(() => settled.push('2')),
      want('1').then(() => settled.push('1')),
    ]);
    await turn();
    expect(calls).toHaveLength(1);
    answers[0]?.resolve();
    await first;
    await eventually(() => calls.length === 2);
    expect(settled).toEqual([]);
    answers[1]?.resolve();
    await later;
  });

  test('what comes up at the very end of a call is not forgotten', async () => {
    manual = true;
    for (let hops = 0; hops < 12; hops++) {
      const first = want(`1${hops}`);
      await eventually(() => answers.length > 0);
      answers.pop()?.resolve();
      // Whatever number of microtasks the end of a call takes, some `hops` falls into it.
      for (let hop = 0; hop < hops; hop++) await Promise.resolve();
      const next = want(`2${hops}`);
      await eventually(() => answers.length > 0, { timeoutMs: 1_000 });
      answers.pop()?.resolve();
      await Promise.all([first, next]);
    }
  });

  test('is given up a while after the last one left, unless somebody comes back', async () => {
    await want('1', '2');
    occupancy.release('1');
    occupancy.release('2');
    occupancy.want('2');
    await eventually(() => expect(calls.at(-1)).toEqual({ occupied: [], vacated: ['1'] }));
    expect([...occupancy.occupied(0)]).toEqual(['2']);
    await want('2');
    expect(calls).toHaveLength(2);
  });

  test('occupying and giving up one conversation never overtake each other', async () => {
    await want('1');
    manual = true;
    occupancy.release('1');
    await eventually(() => calls.length === 2);
    // The vacate is under way; who comes now has to wait until after it.
    let occupied = false;
    const again = want('1').then(() => {
      occupied = true;
    });
    await turn();
    expect(calls).toHaveLength(2);
    answers[0]?.resolve();
    await eventually(() => calls.length === 3);
    expect(calls[2]).toEqual({ occupied: ['1'], vacated: [] });
    expect(occupied).toBe(false);
    answers[1]?.resolve();
    await again;
  });

  test('who left while it was being occupied does not leave it so for good', async () => {
    manual = true;
    const wanted = want('1');
    await turn();
    await turn();
    occupancy.release('1');
    await new Promise(resolve => setTimeout(resolve, 40));
    answers[0]?.resolve();
    await wanted;
    await eventually(() => expect(calls.at(-1)).toEqual({ occupied: [], vacated: ['1'] }));
    answers[1]?.resolve();
    await eventually(() => occupancy.isIdle);
  });

  test('a refusal is told to all who wait, and the next one asks again', async () => {
    manual = true;
    const both = Promise.allSettled([want('1'), want('1')]);
    await eventually(() => answers.length === 1);
    answers[0]?.reject(new ParleyError('overloaded', 'Not now.'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    manual = false;
    await want('1');
    expect([...occupancy.occupied(0)]).toEqual(['1']);
  });

  test('a vacate that failed is tried again, and its subscribers are named once', async () => {
    await want('1');
    manual = true;
    occupancy.release('1');
    await eventually(() => answers.length === 1);
    answers[0]?.reject(new ParleyError('deadline_exceeded', 'Too late.'));
    await eventually(() => answers.length === 2);
    expect(calls[2]).toEqual({ occupied: [], vacated: ['1'] });
    answers[1]?.reject(new ParleyError('deadline_exceeded', 'Too late.'));
    manual = false;
    // It may be carried out at any time; whoever comes now is warned.
    await want('1');
    expect(occupancy.takeDoubtful(['1', '2'])).toEqual(['1']);
    expect(occupancy.takeDoubtful(['1'])).toEqual([]);
  });
});
