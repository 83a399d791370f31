export { partitionOf } from './partition.ts';
export type {
  BatchHandler,
  ConsumeOptions,
  Consumer,
  DeadLetter,
  DeadLetterPlace,
  Queue,
  QueueItem,
  QueueMessage,
} from './queue.ts';
