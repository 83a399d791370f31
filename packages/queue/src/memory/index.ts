export { createMemoryQueue } from './memory-queue.ts';
export { DEFAULT_MEMORY_QUEUE_OPTIONS, type MemoryQueueOptions } from './options.ts';
