import { expect, test } from '@jest/globals';
import type { Subject } from './describe-session-store.ts';
import { binding, located } from './harness.ts';

export function describeBindings({ store, harness }: Subject): void {
  test('a bound device is located, whole, from every node', async () => {
    expect(await store().bind(binding('c1'))).toBeUndefined();
    expect(await located(await harness().open())).toEqual([binding('c1')]);
  });

  test('binding a device again resolves to the connection that it replaced', async () => {
    await store().bind(binding('c1'));
    const newer = binding('c2', { serverId: 's2', sessionId: 'other' });
    expect(await store().bind(newer)).toEqual(binding('c1'));
    expect(await located(store())).toEqual([newer]);
  });

  test('binding the same connection again replaces nobody', async () => {
    await store().bind(binding('c1'));
    const moved = binding('c1', { sessionId: 'other' });
    expect(await store().bind(moved)).toBeUndefined();
    expect(await located(store())).toEqual([moved]);
  });

  test('the devices of a user stand beside each other', async () => {
    const phone = binding('c1', { deviceId: 'phone' });
    const tablet = binding('c2', { deviceId: 'tablet', serverId: 's2' });
    await store().bind(phone);
    expect(await store().bind(tablet)).toBeUndefined();
    expect(await located(store())).toEqual([phone, tablet]);
    expect(await store().unbind([phone])).toBe(1);
    expect(await located(store())).toEqual([tablet]);
  });

  test('a late unbind does not take out the connection that came after', async () => {
    const older = binding('c1');
    const newer = binding('c2');
    await store().bind(older);
    await store().bind(newer);
    expect(await store().unbind([older])).toBe(0);
    expect(await located(store())).toEqual([newer]);
    await store().evict('s1');
    expect(await located(store())).toEqual([]);
  });

  test('unbind counts those that were bound, each once', async () => {
    const one = binding('c1');
    const two = binding('c2', { userId: 'u2' });
    const never = binding('c3', { userId: 'u3' });
    await store().bind(one);
    await store().bind(two);
    expect(await store().unbind([one, never, two, one])).toBe(2);
    expect(await store().unbind([one, two])).toBe(0);
    expect(await store().unbind([])).toBe(0);
    expect(await store().locate(['u1', 'u2', 'u3'])).toEqual(new Map());
  });

  test('many users are located at once; one without a device is not in the map', async () => {
    const users = Array.from({ length: 2_500 }, (_, i) => `u${i}`);
    const all = users.map((userId, i) => binding(`c${i}`, { userId, serverId: `s${i % 7}` }));
    expect(await store().touch(all)).toEqual(all);
    const found = await store().locate([...users, 'nobody']);
    expect(found.size).toBe(users.length);
    expect([...found.values()].flat()).toEqual(expect.arrayContaining(all.slice(0, 50)));
    expect(users.every((userId, i) => found.get(userId)?.[0]?.connectionId === `c${i}`)).toBe(true);
    expect(await store().locate([])).toEqual(new Map());
    expect(await store().unbind(all)).toBe(users.length);
  });

  test('touching a bound device says nothing; an unknown one is bound and said', async () => {
    const known = binding('c1');
    const unknown = binding('c2', { userId: 'u2' });
    await store().bind(known);
    expect(await store().touch([known, unknown])).toEqual([unknown]);
    expect(await store().touch([known, unknown])).toEqual([]);
    expect(await located(store(), 'u2')).toEqual([unknown]);
    expect(await store().touch([])).toEqual([]);
  });

  test('touching an older connection leaves the newer one of the device', async () => {
    const older = binding('c1');
    const newer = binding('c2', { serverId: 's2' });
    await store().bind(older);
    await store().bind(newer);
    expect(await store().touch([older])).toEqual([]);
    expect(await located(store())).toEqual([newer]);
  });

  test('evicting a node takes out its bindings and nobody else’s', async () => {
    const gone = Array.from({ length: 1_200 }, (_, i) => binding(`g${i}`, { userId: `u${i}` }));
    const moved = binding('m1', { userId: 'mover' });
    const stays = binding('s1', { userId: 'stayer', serverId: 's2' });
    await store().touch([...gone, moved, stays]);
    const after = binding('m2', { userId: 'mover', serverId: 's2' });
    expect(await store().bind(after)).toEqual(moved);
    await (await harness().open()).evict('s1');
    const users = [...gone.map(one => one.userId), 'mover', 'stayer'];
    expect(await store().locate(users)).toEqual(
      new Map([
        ['mover', [after]],
        ['stayer', [stays]],
      ]),
    );
    await store().evict('never there');
  });

  test('ids may be any text', async () => {
    const odd = binding('c {1}"\\', {
      userId: 'u:{x} \u{1F600}',
      deviceId: 'd ]\n,',
      sessionId: '',
      serverId: 's {a}:1',
    });
    await store().bind(odd);
    expect(await located(store(), odd.userId)).toEqual([odd]);
    expect(await store().touch([odd])).toEqual([]);
    const newer = { ...odd, connectionId: 'c2' };
    expect(await store().bind(newer)).toEqual(odd);
    await store().evict(odd.serverId);
    expect(await located(store(), odd.userId)).toEqual([]);
  });

  test('what is given out and taken in is not shared', async () => {
    const mine = binding('c1');
    await store().bind(mine);
    mine.serverId = 'elsewhere';
    const [first] = await located(store());
    if (first) first.connectionId = 'forged';
    expect(await located(store())).toEqual([binding('c1')]);
  });
}
