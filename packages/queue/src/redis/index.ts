export { DEFAULT_REDIS_QUEUE_OPTIONS, type RedisQueueOptions } from './options.ts';
export { createRedisQueue } from './redis-queue.ts';
