export { createMemorySessionStore } from './memory-session-store.ts';
export { DEFAULT_MEMORY_SESSION_STORE_OPTIONS, type MemorySessionStoreOptions } from './options.ts';
