import {
  checkPrefix,
  DEFAULT_REDIS_CONNECTION_OPTIONS,
  type RedisConnectionOptions,
} from '@parley/redis';
import { checkInteger, MAX_PARTITIONS } from '../validate.ts';

export interface RedisQueueOptions extends RedisConnectionOptions {
  /** Before every key. Queues with different prefixes know nothing of each other. Default `parley`. */
  prefix?: string;
  /**
   * How many batches can be worked at the same time, over all consumers. The same on every node: a
   * different number is refused, since it would send a key's messages two ways. Default 16.
   */
  partitions?: number;
  /**
   * Most elements that may wait in the lists, over all partitions; a `publish` beyond is refused whole
   * with `overloaded`. Several senders may go a little beyond it together. What the memory of Redis
   * takes is bounded by its own `maxmemory`. Default 100,000.
   */
  maxWaiting?: number;
  /** Most dead letters; a `bury` beyond is refused with `overloaded`. Default 10,000. */
  maxDeadLetters?: number;
  /**
   * After this time without a sign of life a consumer's partitions pass to others, in ms. A process
   * that stands still for longer may find its batch done twice. Default 5,000.
   */
  leaseMs?: number;
  /** How often an idle partition is looked at in case that a wake was lost, in ms. Default 250. */
  pollMs?: number;
}

export type ResolvedRedisQueueOptions = RedisConnectionOptions &
  Required<Omit<RedisQueueOptions, keyof RedisConnectionOptions>> &
  Required<Pick<RedisConnectionOptions, 'logger'>>;

export const DEFAULT_REDIS_QUEUE_OPTIONS = {
  ...DEFAULT_REDIS_CONNECTION_OPTIONS,
  prefix: 'parley',
  partitions: 16,
  maxWaiting: 100_000,
  maxDeadLetters: 10_000,
  leaseMs: 5_000,
  pollMs: 250,
} as const;

/** @throws ParleyError `invalid_request` that names the option. */
export function resolveRedisQueueOptions(options: RedisQueueOptions): ResolvedRedisQueueOptions {
  const resolved = { ...DEFAULT_REDIS_QUEUE_OPTIONS, ...options };
  checkPrefix(resolved.prefix);
  checkInteger('partitions', resolved.partitions, 1, MAX_PARTITIONS);
  checkInteger('maxWaiting', resolved.maxWaiting, 1, Number.MAX_SAFE_INTEGER);
  checkInteger('maxDeadLetters', resolved.maxDeadLetters, 1, Number.MAX_SAFE_INTEGER);
  checkInteger('leaseMs', resolved.leaseMs, 100, 3_600_000);
  checkInteger('pollMs', resolved.pollMs, 10, resolved.leaseMs);
  return resolved;
}
