export { DEFAULT_REDIS_SESSION_STORE_OPTIONS, type RedisSessionStoreOptions } from './options.ts';
export { createRedisSessionStore } from './redis-session-store.ts';
