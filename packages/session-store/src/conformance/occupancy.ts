import { expect, test } from '@jest/globals';
import type { Subject } from './describe-session-store.ts';
import { hostsOf } from './harness.ts';

export function describeOccupancy({ store, harness }: Subject): void {
  test('the nodes that occupy a conversation are its hosts, seen from everywhere', async () => {
    await store().occupy('s1', ['a', 'b']);
    await store().occupy('s2', ['b']);
    const other = await harness().open();
    expect(await hostsOf(other, 'a')).toEqual(['s1']);
    expect(await hostsOf(other, 'b')).toEqual(['s1', 's2']);
  });

  test('a conversation that nobody occupies is not in the map', async () => {
    await store().occupy('s1', ['a']);
    expect(await store().hosts(['a', 'none'])).toEqual(new Map([['a', ['s1']]]));
    expect(await store().hosts([])).toEqual(new Map());
  });

  test('a node that vacates is a host no more, whatever it occupied how often', async () => {
    await store().occupy('s1', ['a', 'b']);
    await store().occupy('s1', ['a']);
    await store().occupy('s2', ['a']);
    await store().vacate('s1', ['a', 'never']);
    expect(await hostsOf(store(), 'a')).toEqual(['s2']);
    expect(await hostsOf(store(), 'b')).toEqual(['s1']);
    await store().vacate('s1', ['a']);
    await store().vacate('s1', []);
    expect(await hostsOf(store(), 'a')).toEqual(['s2']);
  });

  test('a node may occupy again what it vacated', async () => {
    await store().occupy('s1', ['a']);
    await store().vacate('s1', ['a']);
    await store().occupy('s1', ['a']);
    expect(await hostsOf(store(), 'a')).toEqual(['s1']);
  });

  test('says which conversations the node was not known to occupy', async () => {
    expect(await store().occupy('s1', ['a', 'b'])).toEqual(['a', 'b']);
    expect(await store().occupy('s2', ['b'])).toEqual(['b']);
    expect(await store().occupy('s1', ['b', 'c'])).toEqual(['c']);
    await store().vacate('s1', ['b']);
    expect(await store().occupy('s1', ['a', 'b', 'c'])).toEqual(['b']);
    await store().evict('s1', 0);
    expect(await store().occupy('s1', ['a', 'b', 'c'])).toEqual(['a', 'b', 'c']);
    expect(await store().occupy('s2', ['b'])).toEqual([]);
  });

  test('evicting a node takes it out of many conversations, and leaves the others in', async () => {
    const ids = Array.from({ length: 2_500 }, (_, i) => `room-${i}`);
    await store().occupy('s1', ids);
    await store().occupy('s2', ['room-7']);
    expect((await store().hosts(ids)).size).toBe(ids.length);
    await (await harness().open()).evict('s1', 0);
    expect(await store().hosts(ids)).toEqual(new Map([['room-7', ['s2']]]));
  });
}
