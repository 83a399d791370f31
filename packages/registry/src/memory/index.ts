export { MemoryRegistryHub } from './hub.ts';
export { createMemoryRegistry, type MemoryRegistryOptions } from './memory-registry.ts';
