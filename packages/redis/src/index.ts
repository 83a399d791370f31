export { callScript, type RedisArgument, type RedisCommand, type RedisScript } from './command.ts';
export { RedisConnection } from './connection.ts';
export { translateRedisError } from './errors.ts';
export {
  checkPrefix,
  DEFAULT_REDIS_CONNECTION_OPTIONS,
  type RedisClusterOptions,
  type RedisConnectionOptions,
  type RedisSentinelOptions,
  type RedisTlsOptions,
} from './options.ts';
export { RedisSubscription, type SubscriptionListener } from './subscription.ts';
