import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '@parley/testing';
import type { Instance, Registry } from '../registry.ts';
import { LOGIC_1, LOGIC_2, TASK_1 } from './sample-instances.ts';

/** One cluster for one test. */
export interface RegistryCluster {
  /** A registry of that cluster as another process would open it. The suite closes it. */
  open(): Promise<Registry>;
  close(): Promise<void>;
}

/** Titles of tests that an adapter does not pass, each with the reason. */
export type Deviations = Readonly<Record<string, string>>;

/** What every adapter of `Registry` must do, on a cluster of its own for each test. */
export function describeRegistry(
  name: string,
  createCluster: () => Promise<RegistryCluster>,
  deviations: Deviations = {},
): void {
  describe(`${name} as a Registry`, () => {
    const unused = new Set(Object.keys(deviations));
    const test = (title: string, run: () => Promise<void>) => {
      const reason = deviations[title];
      unused.delete(title);
      if (reason === undefined) it(title, run);
      else it.skip(`${title} (not here: ${reason})`, run);
    };

    let cluster: RegistryCluster;
    let opened: Registry[];
    let registry: Registry;
    let other: Registry;

    async function open(): Promise<Registry> {
      const next = await cluster.open();
      opened.push(next);
      return next;
    }

    beforeEach(async () => {
      opened = [];
      cluster = await createCluster();
      registry = await open();
      other = await open();
    });

    afterEach(async () => {
      await Promise.all(opened.map(one => one.close()));
      await cluster.close();
    });

    const idsIn = (view: { current: ReadonlyMap<string, Instance> }) =>
      [...view.current.keys()].toSorted();

    describe('instances', () => {
      test('a view starts with the whole of what is registered', async () => {
        await registry.register(LOGIC_1);
        await registry.register(LOGIC_2);
        const view = await other.watch('logic');
        expect([...view.current.values()]).toEqual(expect.arrayContaining([LOGIC_1, LOGIC_2]));
        expect(idsIn(view)).toEqual([LOGIC_1.instanceId, LOGIC_2.instanceId]);
      });

      test('a view holds its own service only', async () => {
        await registry.register(LOGIC_1);
        await registry.register(TASK_1);
        expect(idsIn(await other.watch('task'))).toEqual([TASK_1.instanceId]);
        expect(idsIn(await other.watch('connect'))).toEqual([]);
      });

      test('a view follows those who come and go, and says so after it has changed', async () => {
        const view = await other.watch('logic');
        const seen: string[][] = [];
        view.onChange(() => seen.push(idsIn(view)));
        expect(idsIn(view)).toEqual([]);
        const first = await registry.register(LOGIC_1);
        await eventually(() => expect(seen).toEqual([[LOGIC_1.instanceId]]));
        await registry.register(LOGIC_2);
        await eventually(() => expect(seen[1]).toEqual([LOGIC_1.instanceId, LOGIC_2.instanceId]));
        await first.close();
        await eventually(() => expect(seen[2]).toEqual([LOGIC_2.instanceId]), { timeoutMs: 500 });
        expect(view.current.get(LOGIC_2.instanceId)).toEqual(LOGIC_2);
      });

      test('registering an id again replaces it, and the late close of the first changes nothing', async () => {
        const view = await other.watch('logic');
        const first = await registry.register(LOGIC_1);
        const moved = { ...LOGIC_1, address: '10.0.0.9:7001' };
        const second = await other.register(moved);
        await eventually(() => expect([...view.current.values()]).toEqual([moved]));
        let changes = 0;
        view.onChange(() => {
          changes += 1;
        });
        await first.close();
        // What comes later on the same view proves that the close has been seen.
        await registry.register(LOGIC_2);
        await eventually(() => expect(view.current.size).toBe(2));
        expect(view.current.get(LOGIC_1.instanceId)).toEqual(moved);
        expect(changes).toBe(1);
        await second.close();
        await eventually(() => expect(idsIn(view)).toEqual([LOGIC_2.instanceId]));
      });

      test('closing a registration twice takes nothing else out', async () => {
        const first = await registry.register(LOGIC_1);
        await first.close();
        await registry.register(LOGIC_1);
        await first.close();
        expect(idsIn(await other.watch('logic'))).toEqual([LOGIC_1.instanceId]);
      });

      test('an entry is what it was when it was registered', async () => {
        const instance = structuredClone(LOGIC_1);
        await registry.register(instance);
        instance.address = '10.0.0.9:1';
        const view = await other.watch('logic');
        expect(view.current.get(LOGIC_1.instanceId)).toEqual(LOGIC_1);
      });

      test('a listener that has gone and a view that is closed hear nothing', async () => {
        const view = await other.watch('logic');
        const closed = await other.watch('logic');
        let heard = 0;
        let calls = 0;
        const count = () => {
          calls += 1;
        };
        view.onChange(() => {
          heard += 1;
        });
        view.onChange(count)();
        closed.onChange(count);
        await closed.close();
        await closed.close();
        await registry.register(LOGIC_1);
        await eventually(() => heard === 1);
        expect(calls).toBe(0);
      });

      test('closing a registry takes out its own entries and no others', async () => {
        const view = await (await open()).watch('logic');
        await registry.register(LOGIC_1);
        await other.register(LOGIC_2);
        await eventually(() => view.current.size === 2);
        await registry.close();
        await eventually(() => expect(idsIn(view)).toEqual([LOGIC_2.instanceId]));
      });

      test('an instance that nobody could find or call is refused', async () => {
        const bad: [Partial<Record<keyof Instance, unknown>>, string][] = [
          [{ service: 'mail' }, 'service'],
          [{ instanceId: '' }, 'instanceId'],
          [{ instanceId: 'a/b' }, 'instanceId'],
          [{ address: 'host' }, 'address'],
          [{ address: 'host:0' }, 'address'],
          [{ address: 'host:65536' }, 'address'],
          [{ meta: { zone: 1 } }, 'meta.zone'],
        ];
        for (const [change, field] of bad) {
          const registering = registry.register({ ...LOGIC_1, ...change } as Instance);
          await expect(registering).rejects.toMatchObject({
            code: 'invalid_request',
            details: { field },
          });
        }
        await expect(registry.watch('mail' as 'logic')).rejects.toMatchObject({
          code: 'invalid_request',
          details: { field: 'service' },
        });
      });
    });

    describe('slots', () => {
      test('the lowest free number is claimed, and a closed claim frees its number', async () => {
        const first = await registry.claimSlot('worker', 4);
        const second = await other.claimSlot('worker', 4);
        const third = await registry.claimSlot('worker', 4);
        expect([first.slot, second.slot, third.slot]).toEqual([0, 1, 2]);
        await second.close();
        expect((await registry.claimSlot('worker', 4)).slot).toBe(1);
        expect((await registry.claimSlot('worker', 4)).slot).toBe(3);
      });

      test('claims at the same moment get different numbers', async () => {
        const claims = await Promise.all(
          Array.from({ length: 8 }, (_, i) => (i % 2 ? registry : other).claimSlot('worker', 8)),
        );
        expect(claims.map(claim => claim.slot).toSorted((a, b) => a - b)).toEqual([
          0, 1, 2, 3, 4, 5, 6, 7,
        ]);
      });

      test('a claim is refused when all numbers are taken', async () => {
        await registry.claimSlot('worker', 1);
        await expect(other.claimSlot('worker', 1)).rejects.toMatchObject({
          code: 'limit_reached',
          details: { field: 'count', value: '1' },
        });
        // A larger range has room.
        expect((await other.claimSlot('worker', 2)).slot).toBe(1);
      });

      test('names have numbers of their own', async () => {
        const worker = await registry.claimSlot('worker', 2);
        const timer = await registry.claimSlot('worker-2', 2);
        expect(worker.slot).toBe(timer.slot);
      });

      test('a claim can be made again after it was closed', async () => {
        const first = await registry.claimSlot('worker', 2);
        await first.close();
        await first.close();
        const second = await registry.claimSlot('worker', 2);
        expect(second.slot).toBe(first.slot);
      });

      test('closing a registry frees its numbers and no others', async () => {
        await registry.claimSlot('worker', 2);
        await other.claimSlot('worker', 2);
        await registry.close();
        const third = await open();
        expect((await third.claimSlot('worker', 2)).slot).toBe(0);
        await expect(third.claimSlot('worker', 2)).rejects.toMatchObject({ code: 'limit_reached' });
      });

      test('closing a claim is not losing it', async () => {
        const claim = await registry.claimSlot('worker', 2);
        let lost = 0;
        claim.onLost(() => {
          lost += 1;
        });
        await claim.close();
        await registry.close();
        expect(lost).toBe(0);
      });

      test('a bad name and a bad count are refused', async () => {
        for (const [name, count, field] of [
          ['', 1, 'name'],
          ['a/b', 1, 'name'],
          ['worker', 0, 'count'],
          ['worker', 1.5, 'count'],
        ] as const) {
          await expect(registry.claimSlot(name, count)).rejects.toMatchObject({
            code: 'invalid_request',
            details: { field },
          });
        }
      });
    });

    test('a closed registry refuses everything but to be closed again', async () => {
      await registry.close();
      await registry.close();
      const closed = { code: 'unavailable' };
      await expect(registry.register(LOGIC_1)).rejects.toMatchObject(closed);
      await expect(registry.watch('logic')).rejects.toMatchObject(closed);
      await expect(registry.claimSlot('worker', 1)).rejects.toMatchObject(closed);
    });

    if (unused.size > 0) throw new Error(`no such test: ${[...unused].join('; ')}`);
  });
}
