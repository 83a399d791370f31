import { expect, test } from '@jest/globals';
import type { Subject } from './describe-session-store.ts';
import { binding, hostsOf, located, type SessionStoreDeviations, touched } from './harness.ts';

/** What goes by itself, what keeps it, and what is refused at the end. */
export function describeLifetimes(
  { store, harness }: Subject,
  { wipe }: SessionStoreDeviations,
): void {
  const part = (share: number) => harness().pass(share * harness().ttlMs);

  test('a binding that nobody touches goes by itself, alone', async () => {
    const idle = binding('c1', { deviceId: 'idle' });
    const busy = binding('c2', { deviceId: 'busy' });
    await store().bind(idle);
    await store().bind(busy);
    await part(0.6);
    expect((await store().touch(touched(busy))).rebound).toEqual([]);
    expect(await located(store())).toEqual([busy, idle]);
    await part(0.6);
    expect(await located(store())).toEqual([busy]);
    expect((await store().unbind([idle])).removed).toBe(0);
    await part(1.1);
    expect(await store().locate(['u1'])).toEqual(new Map());
  });

  test('an expired binding is replaced by nobody, and bound again by a touch', async () => {
    const older = binding('c1');
    await store().bind(older);
    await part(1.1);
    expect((await store().bind(binding('c2'))).replaced).toBeUndefined();
    await part(1.1);
    expect((await store().touch(touched(older))).rebound).toEqual([older]);
    expect(await located(store())).toEqual([older]);
  });

  test('an occupancy that is not said again goes by itself, alone', async () => {
    await store().occupy('s1', ['a', 'b']);
    await store().occupy('s2', ['a']);
    await part(0.6);
    await store().occupy('s1', ['a']);
    await part(0.6);
    expect(await store().hosts(['a', 'b'])).toEqual(new Map([['a', ['s1']]]));
  });

  test('what was kept alive past its first end can still be evicted', async () => {
    await store().bind(binding('c1'));
    await store().occupy('s1', ['a']);
    for (let i = 0; i < 4; i++) {
      await part(0.6);
      await store().touch(touched(binding('c1')));
      await store().occupy('s1', ['a']);
    }
    await part(0.8);
    await store().evict('s1', 0);
    expect(await located(store())).toEqual([]);
    expect(await hostsOf(store(), 'a')).toEqual([]);
  });

  const losing = 'after everything was lost, a touch brings the bindings back and says so';
  if (wipe) {
    test.skip(`${losing} (not here: ${wipe})`, () => {});
  } else {
    test(losing, async () => {
      const all = [binding('c1'), binding('c2', { userId: 'u2' })];
      await store().touch(touched(...all));
      await harness().wipe?.();
      expect(await store().locate(['u1', 'u2'])).toEqual(new Map());
      expect((await store().touch(touched(...all))).rebound).toEqual(all);
      expect(await located(store(), 'u2')).toEqual([binding('c2', { userId: 'u2' })]);
      await store().evict('s1', 0);
      expect(await store().locate(['u1', 'u2'])).toEqual(new Map());
    });
  }

  test('after closing, every call is refused', async () => {
    const other = await harness().open();
    await other.close();
    const calls = [
      () => other.bind(binding('c1')),
      () => other.unbind([binding('c1')]),
      () => other.touch(touched(binding('c1'))),
      () => other.setModes(new Map([['u1', 'auto']]), 'all'),
      () => other.presence(['u1']),
      () => other.locate(['u1']),
      () => other.nodesOf(['u1']),
      () => other.occupy('s1', ['a']),
      () => other.vacate('s1', ['a']),
      () => other.hosts(['a']),
      () => other.evict('s1', 0),
    ];
    for (const call of calls) await expect(call()).rejects.toMatchObject({ code: 'unavailable' });
    await other.close();
  });
}
