import { expect, test } from '@jest/globals';
import type { PresenceMode, PresenceStatus } from '@parley/wire';
import type { Binding, VisibleStatus } from '../session-store.ts';
import { visibleStatus } from '../visible-status.ts';
import type { Subject } from './describe-session-store.ts';
import { binding, touched } from './harness.ts';

const statuses = (found: readonly VisibleStatus[]) =>
  found.map(({ userId, status }) => `${userId} ${status}`);

/** Longer than any test. */
const LONG_MS = 60_000;

export function describePresence({ store, harness }: Subject): void {
  const auto = (...userIds: string[]) =>
    store().setModes(new Map(userIds.map(userId => [userId, 'auto'])), 'unknown');
  const presence = async (...userIds: string[]) =>
    statuses((await store().presence(userIds)).statuses);

  test('who has a device is online as soon as the mode is known, and offline without one', async () => {
    expect(await presence('u1')).toEqual(['u1 offline']);
    expect(await store().bind(binding('c1'))).toMatchObject({ mode: undefined, changes: [] });
    expect(await presence('u1')).toEqual(['u1 offline']);
    expect(statuses(await auto('u1', 'absent'))).toEqual(['u1 online']);
    expect(await presence('u1', 'absent')).toEqual(['u1 online', 'absent offline']);
    const second = await store().bind(binding('c2', { deviceId: 'd2' }));
    expect(second).toMatchObject({ mode: 'auto', changes: [] });
    expect((await store().unbind([binding('c1')])).changes).toEqual([]);
    const { changes } = await store().unbind([binding('c2', { deviceId: 'd2' })]);
    expect(statuses(changes)).toEqual(['u1 offline']);
    expect(await presence('u1')).toEqual(['u1 offline']);
  });

  test('only when all devices are away the user is', async () => {
    const phone = binding('c1', { deviceId: 'phone' });
    const tablet = binding('c2', { deviceId: 'tablet' });
    await store().bind(phone);
    await store().bind(tablet);
    await auto('u1');
    const touch = async (one: Binding, away: boolean) =>
      statuses((await store().touch(touched({ ...one, away, boundAtUs: LATEST }))).changes);
    expect(await touch(phone, true)).toEqual([]);
    expect(await touch(tablet, true)).toEqual(['u1 away']);
    expect(await touch(tablet, true)).toEqual([]);
    expect(await touch(phone, false)).toEqual(['u1 online']);
    expect((await store().unbind([phone])).changes).toMatchObject([{ status: 'away' }]);
  });

  test('a mode is seen at once; an older one never overwrites it', async () => {
    await store().bind(binding('c1'));
    await auto('u1');
    const choose = async (mode: PresenceMode, which: 'all' | 'unknown' = 'all') =>
      statuses(await store().setModes(new Map([['u1', mode]]), which));
    expect(await choose('busy')).toEqual(['u1 busy']);
    expect(await choose('auto', 'unknown')).toEqual([]);
    expect(await choose('invisible')).toEqual(['u1 offline']);
    expect((await store().bind(binding('c2', { deviceId: 'd2' }))).changes).toEqual([]);
    expect(await choose('auto')).toEqual(['u1 online']);
    const { withoutMode } = await store().touch(
      touched(binding('c1'), binding('c3', { userId: 'u2' })),
    );
    expect(withoutMode).toEqual(['u2']);
    const { visible } = await store().touch(
      touched(binding('c1'), binding('c3', { userId: 'u2' })),
    );
    expect(visible).toEqual(['u1']);
    await choose('invisible');
    expect((await store().touch(touched(binding('c1')))).visible).toEqual([]);
  });

  test('an evicted node’s users fall after the grace, and not at all if they came back', async () => {
    const users = Array.from({ length: 1_500 }, (_, i) => `u${i}`);
    const back = users.slice(0, 1_490);
    await store().touch(touched(...users.map(userId => binding(`g${userId}`, { userId }))));
    await auto(...users);
    const other = await harness().open();
    const falling = await other.evict('s1', LONG_MS);
    expect(falling.sort()).toEqual([...users].sort());
    for (const userId of back) {
      const { changes } = await store().bind(binding(`b${userId}`, { userId, serverId: 's2' }));
      expect(changes).toEqual([]);
    }
    expect((await store().presence(users)).changes).toEqual([]);
    expect(await presence('u1499')).toEqual(['u1499 online']);
    expect(await other.evict('s2', 0)).toHaveLength(1_490);
    const after = await store().presence(users);
    expect(statuses(after.changes)).toEqual(back.map(userId => `${userId} offline`));
    expect((await store().presence(users)).changes).toEqual([]);
  });

  test('whatever happens, the status is the one of the model, and versions only grow', async () => {
    for (let run = 0; run < 20; run++) {
      const model = new Model();
      const known = new Map<string, VisibleStatus>();
      for (let step = 0; step < 60; step++) {
        const { userId, changes } = await model.step(store(), run);
        for (const change of changes) {
          const before = known.get(change.userId);
          expect(change.version).toBeGreaterThan(before?.version ?? 0);
          expect(change.status).not.toBe(before?.status ?? 'offline');
          known.set(change.userId, change);
        }
        const { statuses: found, changes: untold } = await store().presence([userId]);
        expect(untold).toEqual([]);
        expect(found[0]?.status).toBe(model.status(userId));
        expect(known.get(userId)?.status ?? 'offline').toBe(model.status(userId));
        expect(found[0]?.version).toBeGreaterThanOrEqual(known.get(userId)?.version ?? 0);
      }
    }
  });
}

const LATEST = Number.MAX_SAFE_INTEGER;

const pick = <T>(values: readonly T[]): T => {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new RangeError('nothing to pick from');
  return value;
};

/** Three users with three devices each on three nodes, as the port's documentation says it. */
class Model {
  private readonly bound = new Map<string, Binding>();
  private readonly modes = new Map<string, PresenceMode>();
  private nextConnection = 1;

  status(userId: string): PresenceStatus {
    const own = [...this.bound.values()].filter(one => one.userId === userId);
    return visibleStatus(this.modes.get(userId), own);
  }

  /** Does something at random to both; says about whom, and what the store says has changed. */
  async step(
    store: ReturnType<Subject['store']>,
    run: number,
  ): Promise<{ userId: string; changes: VisibleStatus[] }> {
    const userId = `r${run}-${pick(['a', 'b', 'c'])}`;
    const deviceId = pick(['d1', 'd2', 'd3']);
    const key = `${userId} ${deviceId}`;
    const away = Math.random() < 0.5;
    const bound = this.bound.get(key);
    switch (pick(['bind', 'bind', 'unbind', 'late unbind', 'touch', 'mode', 'evict'])) {
      case 'bind': {
        const fresh = binding(`r${run}-${this.nextConnection++}`, {
          userId,
          deviceId,
          away,
          serverId: `r${run}-${pick(['s1', 's2', 's3'])}`,
        });
        const { boundAtUs, changes, mode } = await store.bind(fresh);
        this.bound.set(key, { ...fresh, boundAtUs });
        if (mode !== undefined) return { userId, changes };
        this.modes.set(userId, 'auto');
        const shown = await store.setModes(new Map([[userId, 'auto']]), 'unknown');
        return { userId, changes: [...changes, ...shown] };
      }
      case 'unbind': {
        if (!bound) return { userId, changes: [] };
        this.drop(key);
        return { userId, changes: (await store.unbind([bound])).changes };
      }
      case 'late unbind':
        return {
          userId,
          changes: (await store.unbind([binding('never', { userId, deviceId })])).changes,
        };
      case 'touch': {
        if (!bound) return { userId, changes: [] };
        this.bound.set(key, { ...bound, away });
        return { userId, changes: (await store.touch(touched({ ...bound, away }))).changes };
      }
      case 'mode': {
        const mode = pick<PresenceMode>(['auto', 'busy', 'invisible']);
        if ([...this.bound.values()].some(one => one.userId === userId)) {
          this.modes.set(userId, mode);
        }
        return { userId, changes: await store.setModes(new Map([[userId, mode]]), 'all') };
      }
      default: {
        const serverId = bound?.serverId ?? `r${run}-s1`;
        for (const [other, one] of this.bound) if (one.serverId === serverId) this.drop(other);
        const falling = await store.evict(serverId, 0);
        return { userId, changes: (await store.presence(falling)).changes };
      }
    }
  }

  /** Of who has no device left nothing is kept. */
  private drop(key: string): void {
    const userId = this.bound.get(key)?.userId ?? '';
    this.bound.delete(key);
    if (![...this.bound.values()].some(one => one.userId === userId)) this.modes.delete(userId);
  }
}
