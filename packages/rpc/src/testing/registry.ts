import { Emitter } from '@parley/core';
import type { Instance, Registry, ServiceName } from '@parley/registry';

/** The registry of a test: what is put in is seen at once. */
export interface TestRegistry extends Registry {
  remove(instanceId: string): void;
}

export function createTestRegistry(): TestRegistry {
  const instances = new Map<string, Instance>();
  const changed = new Emitter<void>();
  const of = (service: ServiceName) =>
    new Map([...instances].filter(([, instance]) => instance.service === service));
  const remove = (instanceId: string) => {
    instances.delete(instanceId);
    changed.emit();
  };
  return {
    register: async instance => {
      instances.set(instance.instanceId, instance);
      changed.emit();
      return { close: async () => remove(instance.instanceId) };
    },
    watch: async service => ({
      get current() {
        return of(service);
      },
      onChange: changed.subscribe,
      close: async () => {},
    }),
    claimSlot: () => Promise.reject(new Error('not used here')),
    close: async () => {},
    remove,
  };
}
