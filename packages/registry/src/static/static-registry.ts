import { invalid } from '@parley/core';
import { checkInstance, checkService, checkSlots } from '../check.ts';
import { Holdings } from '../holdings.ts';
import type { Instance, Registry } from '../registry.ts';
import { noSlotLeft } from '../slots.ts';

export interface StaticRegistryOptions {
  /** Every instance of the cluster, as configured, this process's own among them. */
  instances: readonly Instance[];
  /**
   * The one slot that this process may claim, of every name. Whoever writes the configuration answers
   * for giving no two processes the same. Default: none, and `claimSlot` is refused.
   */
  workerSlot?: number;
}

/**
 * A registry for a cluster whose addresses are written down beforehand. It asks nobody: every listed
 * instance counts as present, up or not, and views never change.
 *
 * `register` only checks that the instance is listed; others find it under the listed address.
 * @throws ParleyError `invalid_request` when the list holds a bad or a doubled instance.
 */
export function createStaticRegistry(options: StaticRegistryOptions): Registry {
  const { workerSlot } = options;
  const instances = index(options.instances);
  const claimed = new Set<string>();
  const holdings = new Holdings();
  return {
    register: async instance => {
      holdings.assertOpen();
      checkInstance(instance);
      if (!instances.has(keyOf(instance))) {
        throw invalid('instanceId', instance.instanceId, `a listed ${instance.service} instance`);
      }
      return { close: await holdings.hold(async () => {}) };
    },
    watch: async service => {
      holdings.assertOpen();
      checkService(service);
      const listed = [...instances.values()].filter(instance => instance.service === service);
      const current = new Map(listed.map(instance => [instance.instanceId, instance]));
      return { current, onChange: () => () => {}, close: await holdings.hold(async () => {}) };
    },
    claimSlot: async (name, count) => {
      holdings.assertOpen();
      checkSlots(name, count);
      if (workerSlot === undefined || !Number.isInteger(workerSlot) || workerSlot < 0) {
        throw invalid('workerSlot', workerSlot, 'a number that no other process has, from 0 on');
      }
      if (workerSlot >= count) throw invalid('workerSlot', workerSlot, `a number below ${count}`);
      if (claimed.has(name)) throw noSlotLeft(name, 1);
      claimed.add(name);
      const close = await holdings.hold(async () => void claimed.delete(name));
      return { slot: workerSlot, onLost: () => () => {}, close };
    },
    close: () => holdings.close(),
  };
}

function index(list: readonly Instance[]): ReadonlyMap<string, Instance> {
  const instances = new Map<string, Instance>();
  for (const instance of list) {
    checkInstance(instance);
    const key = keyOf(instance);
    if (instances.has(key)) throw invalid('instances', key, 'each instance once');
    instances.set(key, structuredClone(instance));
  }
  return instances;
}

function keyOf({ service, instanceId }: Instance): string {
  return `${service}/${instanceId}`;
}
