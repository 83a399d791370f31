export { partitionOf } from './partition.ts';
export type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  DeadLetter,
  Queue,
  QueueItem,
  QueueMessage,
} from './queue.ts';
