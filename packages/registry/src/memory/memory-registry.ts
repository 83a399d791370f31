import { Emitter } from '@parley/core';
import { checkInstance, checkService, checkSlots } from '../check.ts';
import { Holdings } from '../holdings.ts';
import type { Registry } from '../registry.ts';
import { noSlotLeft } from '../slots.ts';
import { MemoryRegistryHub } from './hub.ts';

export interface MemoryRegistryOptions {
  /** Registries of one hub see each other, as processes of one cluster do. Default: a hub of its own. */
  hub?: MemoryRegistryHub;
}

/**
 * A registry for services that share one process. Nothing is leased, as nothing can die alone: entries
 * and slots stay until they are closed, a claim is never lost, and a view is never out of date.
 */
export function createMemoryRegistry(options: MemoryRegistryOptions = {}): Registry {
  const { hub = new MemoryRegistryHub() } = options;
  const holdings = new Holdings();
  return {
    register: async instance => {
      holdings.assertOpen();
      checkInstance(instance);
      // A copy: what the caller changes later must not reach the others.
      const entry = structuredClone(instance);
      hub.put(entry);
      return { close: await holdings.hold(async () => hub.remove(entry)) };
    },
    watch: async service => {
      holdings.assertOpen();
      checkService(service);
      const changes = new Emitter<void>();
      const unsubscribe = hub.changed.subscribe(changed => {
        if (changed === service) changes.emit();
      });
      const close = await holdings.hold(async () => unsubscribe());
      return {
        get current() {
          return hub.instancesOf(service);
        },
        onChange: changes.subscribe,
        close,
      };
    },
    claimSlot: async (name, count) => {
      holdings.assertOpen();
      checkSlots(name, count);
      const slot = hub.takeSlot(name, count);
      if (slot === undefined) throw noSlotLeft(name, count);
      const close = await holdings.hold(async () => hub.freeSlot(name, slot));
      return { slot, onLost: () => () => {}, close };
    },
    close: () => holdings.close(),
  };
}
