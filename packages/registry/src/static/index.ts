export { createStaticRegistry, type StaticRegistryOptions } from './static-registry.ts';
