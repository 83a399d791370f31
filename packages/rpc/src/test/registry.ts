import type { Registration, Registry } from '@parley/registry';
import { createMemoryRegistry } from '@parley/registry/memory';

/** A memory registry out of which a test can take an instance by its id. */
export interface TestRegistry extends Registry {
  remove(instanceId: string): Promise<void>;
}

export function createTestRegistry(): TestRegistry {
  const registry = createMemoryRegistry();
  const registrations = new Map<string, Registration>();
  return {
    ...registry,
    register: async instance => {
      const registration = await registry.register(instance);
      registrations.set(instance.instanceId, registration);
      return registration;
    },
    remove: async instanceId => registrations.get(instanceId)?.close(),
  };
}
