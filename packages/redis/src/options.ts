import { invalid, type Logger, silentLogger } from '@parley/core';

/** Where Redis (7 or newer) is and how long to wait for it. */
export interface RedisConnectionOptions {
  /** `redis://[user:password@]host:port[/database]`, or `rediss://…` for TLS. */
  url: string;
  /** The password, when it is not in the URL. Default: none. */
  password?: string | undefined;
  /**
   * How long a command may go without an answer, in ms, before the connection counts as dead and
   * everything in flight on it fails. Default 3,000.
   */
  timeoutMs?: number;
  /** Told of outages and their end. Default: silent. */
  logger?: Logger;
}

export const DEFAULT_REDIS_CONNECTION_OPTIONS = {
  timeoutMs: 3_000,
  logger: silentLogger,
} as const;

export type ResolvedRedisConnectionOptions = Required<RedisConnectionOptions>;

/** @throws ParleyError `invalid_request` that names the option; the URL is never shown: it may hold a password. */
export function resolveConnectionOptions(
  options: RedisConnectionOptions,
): ResolvedRedisConnectionOptions {
  const { timeoutMs = DEFAULT_REDIS_CONNECTION_OPTIONS.timeoutMs } = options;
  if (!/^rediss?:$/.test(URL.parse(options.url)?.protocol ?? '')) {
    throw invalid('url', '(not shown)', 'redis://host:port or rediss://host:port');
  }
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1) {
    throw invalid('timeoutMs', timeoutMs, 'a whole number of milliseconds, 1 or more');
  }
  return {
    url: options.url,
    password: options.password ?? '',
    timeoutMs,
    logger: options.logger ?? DEFAULT_REDIS_CONNECTION_OPTIONS.logger,
  };
}

/**
 * What stands before every key. A brace in it would move the hash tag, and with it keys that belong
 * together to different slots of a cluster.
 *
 * @throws ParleyError `invalid_request`
 */
export function checkPrefix(prefix: string): void {
  if (!/^[^{}\s]+$/.test(prefix))
    throw invalid('prefix', prefix, 'a name without braces and spaces');
}
