import { expect, test } from '@jest/globals';
import type { Subject } from './describe-session-store.ts';
import { binding, located, locatedAll, touched } from './harness.ts';

export function describeBindings({ store, harness }: Subject): void {
  test('a bound device is located, whole, from every node', async () => {
    expect((await store().bind(binding('c1'))).replaced).toBeUndefined();
    expect(await located(await harness().open())).toEqual([binding('c1')]);
  });

  test('binding a device again resolves to the connection that it replaced', async () => {
    await store().bind(binding('c1'));
    const newer = binding('c2', { serverId: 's2', sessionId: 'other' });
    expect((await store().bind(newer)).replaced).toMatchObject({
      connectionId: 'c1',
      serverId: 's1',
    });
    expect(await located(store())).toEqual([newer]);
  });

  test('binding the same connection again replaces nobody', async () => {
    await store().bind(binding('c1'));
    const moved = binding('c1', { sessionId: 'other' });
    expect((await store().bind(moved)).replaced).toBeUndefined();
    expect(await located(store())).toEqual([moved]);
  });

  test('the devices of a user stand beside each other', async () => {
    const phone = binding('c1', { deviceId: 'phone' });
    const tablet = binding('c2', { deviceId: 'tablet', serverId: 's2' });
    await store().bind(phone);
    expect((await store().bind(tablet)).replaced).toBeUndefined();
    expect(await located(store())).toEqual([phone, tablet]);
    expect((await store().unbind([phone])).removed).toBe(1);
    expect(await located(store())).toEqual([tablet]);
  });

  test('a late unbind does not take out the connection that came after', async () => {
    const older = binding('c1');
    const newer = binding('c2');
    await store().bind(older);
    await store().bind(newer);
    expect((await store().unbind([older])).removed).toBe(0);
    expect(await located(store())).toEqual([newer]);
    await store().evict('s1', 0);
    expect(await located(store())).toEqual([]);
  });

  test('a late hello does not take the place of the connection after it', async () => {
    const before = binding('c1', { attempt: 3, serverId: 's1' });
    const after = binding('c2', { attempt: 4, serverId: 's2' });
    expect((await store().bind(after)).isLate).toBe(false);
    expect(await store().bind(before)).toMatchObject({ isLate: true, replaced: undefined });
    expect(await located(store())).toEqual([after]);
    expect((await store().unbind([before])).removed).toBe(0);
    const next = binding('c3', { attempt: 5 });
    expect(await store().bind(next)).toMatchObject({ replaced: { connectionId: 'c2' } });
    // Who does not count takes the place of anybody who does not.
    const uncounted = { deviceId: 'd2' };
    await store().bind(binding('c4', uncounted));
    expect((await store().bind(binding('c5', uncounted))).isLate).toBe(false);
  });

  test('of two connections that are touched the one with the higher attempt stays', async () => {
    const before = binding('c1', { attempt: 3, boundAtUs: 9 });
    const after = binding('c2', { attempt: 4, boundAtUs: 5 });
    expect((await store().touch(touched(before))).rebound).toMatchObject([{ connectionId: 'c1' }]);
    expect((await store().touch(touched(after))).rebound).toMatchObject([{ connectionId: 'c2' }]);
    expect((await store().touch(touched(before))).rebound).toEqual([]);
    expect(await located(store())).toMatchObject([{ connectionId: 'c2' }]);
  });

  test('unbind counts those that were bound, each once', async () => {
    const one = binding('c1');
    const two = binding('c2', { userId: 'u2' });
    const never = binding('c3', { userId: 'u3' });
    await store().bind(one);
    await store().bind(two);
    expect((await store().unbind([one, never, two, one])).removed).toBe(2);
    expect((await store().unbind([one, two])).removed).toBe(0);
    expect((await store().unbind([])).removed).toBe(0);
    expect(await store().locate(['u1', 'u2', 'u3'])).toEqual(new Map());
  });

  test('many users are located at once; one without a device is not in the map', async () => {
    const users = Array.from({ length: 2_500 }, (_, i) => `u${i}`);
    const all = users.map((userId, i) => binding(`c${i}`, { userId, serverId: `s${i % 7}` }));
    expect((await store().touch(touched(...all))).rebound).toEqual(all);
    const found = await store().locate([...users, 'nobody']);
    expect(found.size).toBe(users.length);
    expect(users.every((userId, i) => found.get(userId)?.[0]?.connectionId === `c${i}`)).toBe(true);
    expect(await store().locate([])).toEqual(new Map());
    const nodes = await store().nodesOf([...users, 'nobody']);
    expect(nodes).toEqual(new Map(users.map((userId, i) => [userId, [`s${i % 7}`]])));
    expect(await store().nodesOf([])).toEqual(new Map());
    expect((await store().unbind(all)).removed).toBe(users.length);
  });

  test('a user with devices on several nodes has each node once', async () => {
    const nodes = ['s1', 's2', 's1', 's3', 's2'];
    const all = nodes.map((serverId, i) => binding(`c${i}`, { deviceId: `d${i}`, serverId }));
    for (const one of all) await store().bind(one);
    expect((await located(store())).map(one => one.serverId)).toEqual(nodes);
  });

  test('touching a bound device says nothing; an unknown one is bound and said', async () => {
    const known = binding('c1');
    const unknown = binding('c2', { userId: 'u2' });
    await store().bind(known);
    const { rebound } = await store().touch(touched(known, unknown));
    expect(rebound).toEqual([unknown]);
    expect(await located(store(), 'u2')).toEqual([unknown]);
    expect((await store().touch([])).rebound).toEqual([]);
  });

  test('a binding that was lost is said at every touch until its node says that it knows', async () => {
    const lost = binding('c1');
    const touch = async (gapKnown: boolean) =>
      (await store().touch([{ ...lost, gapKnown }])).rebound;
    expect(await touch(false)).toEqual([lost]);
    expect(await touch(false)).toEqual([lost]);
    expect(await touch(true)).toEqual([]);
    expect(await touch(false)).toEqual([]);
    await store().evict('s1', 0);
    expect(await touch(true)).toEqual([lost]);
  });

  test('of two connections of a device the later one counts, whichever is touched first', async () => {
    const older = binding('c1', { boundAtUs: 7 });
    const newer = binding('c2', { boundAtUs: 8, serverId: 's2' });
    for (const order of [
      [older, newer],
      [newer, older],
    ]) {
      for (const one of order) await store().touch(touched(one));
      expect((await located(store())).map(one => one.connectionId)).toEqual(['c2']);
      await store().unbind([newer]);
    }
  });

  test('who is bound later is later by the clock of the store', async () => {
    const [one, two] = [await store().bind(binding('c1')), await store().bind(binding('c2'))];
    expect(two.boundAtUs).toBeGreaterThan(one.boundAtUs);
    const [bound] = (await store().locate(['u1'])).get('u1') ?? [];
    expect(bound?.boundAtUs).toBe(two.boundAtUs);
  });

  test('touching an older connection leaves the newer one of the device', async () => {
    const older = binding('c1');
    const newer = binding('c2', { serverId: 's2' });
    await store().bind(older);
    await store().bind(newer);
    expect((await store().touch(touched(older))).rebound).toEqual([]);
    expect(await located(store())).toEqual([newer]);
  });

  test('evicting a node takes out its bindings and nobody else’s', async () => {
    const gone = Array.from({ length: 1_200 }, (_, i) => binding(`g${i}`, { userId: `u${i}` }));
    const moved = binding('m1', { userId: 'mover' });
    const stays = binding('s1', { userId: 'stayer', serverId: 's2' });
    await store().touch(touched(...gone, moved, stays));
    const after = binding('m2', { userId: 'mover', serverId: 's2' });
    expect((await store().bind(after)).replaced).toEqual(moved);
    await (await harness().open()).evict('s1', 0);
    const users = [...gone.map(one => one.userId), 'mover', 'stayer'];
    expect(await locatedAll(store(), users)).toEqual({ mover: [after], stayer: [stays] });
    await store().evict('never there', 0);
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
    expect((await store().touch(touched(odd))).rebound).toEqual([]);
    const newer = { ...odd, connectionId: 'c2' };
    expect((await store().bind(newer)).replaced).toMatchObject({
      ...odd,
      boundAtUs: expect.any(Number),
    });
    await store().evict(odd.serverId, 0);
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
