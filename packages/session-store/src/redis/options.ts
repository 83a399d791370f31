import {
  checkPrefix,
  DEFAULT_REDIS_CONNECTION_OPTIONS,
  type RedisConnectionOptions,
} from '@parley/redis';
import { checkTtl } from '../validate.ts';

export interface RedisSessionStoreOptions extends RedisConnectionOptions {
  /** Before every key. Default `parley`. */
  prefix?: string;
  /** An entry that is not touched for this time goes, in ms. Default 24,000. */
  ttlMs?: number;
}

export type ResolvedRedisSessionStoreOptions = RedisConnectionOptions &
  Required<Pick<RedisSessionStoreOptions, 'prefix' | 'ttlMs'>>;

export const DEFAULT_REDIS_SESSION_STORE_OPTIONS = {
  ...DEFAULT_REDIS_CONNECTION_OPTIONS,
  prefix: 'parley',
  ttlMs: 24_000,
} as const;

/** @throws ParleyError `invalid_request` that names the option. */
export function resolveRedisSessionStoreOptions(
  options: RedisSessionStoreOptions,
): ResolvedRedisSessionStoreOptions {
  const resolved = { ...DEFAULT_REDIS_SESSION_STORE_OPTIONS, ...options };
  checkPrefix(resolved.prefix);
  checkTtl(resolved.ttlMs);
  return resolved;
}
