import { Emitter } from '@parley/core';
import type { Instance, ServiceName } from '../registry.ts';

/** What the memory registries of one process share. */
export class MemoryRegistryHub {
  private readonly services = new Map<ServiceName, ReadonlyMap<string, Instance>>();
  private readonly slots = new Map<string, Set<number>>();
  /** Emits the service whose instances have changed. */
  readonly changed = new Emitter<ServiceName>();

  instancesOf(service: ServiceName): ReadonlyMap<string, Instance> {
    return this.services.get(service) ?? new Map();
  }

  /** Replaces an instance with the same id. */
  put(instance: Instance): void {
    const instances = new Map(this.instancesOf(instance.service));
    instances.set(instance.instanceId, instance);
    this.replace(instance.service, instances);
  }

  /** Takes this very object out; one that replaced it stays. */
  remove(instance: Instance): void {
    const instances = new Map(this.instancesOf(instance.service));
    if (instances.get(instance.instanceId) !== instance) return;
    instances.delete(instance.instanceId);
    this.replace(instance.service, instances);
  }

  /** The lowest free number below `count`, now taken; `undefined` when there is none. */
  takeSlot(name: string, count: number): number | undefined {
    const taken = this.slots.get(name) ?? new Set();
    this.slots.set(name, taken);
    for (let slot = 0; slot < count; slot++) {
      if (taken.has(slot)) continue;
      taken.add(slot);
      return slot;
    }
    return undefined;
  }

  freeSlot(name: string, slot: number): void {
    this.slots.get(name)?.delete(slot);
  }

  private replace(service: ServiceName, instances: ReadonlyMap<string, Instance>): void {
    this.services.set(service, instances);
    this.changed.emit(service);
  }
}
