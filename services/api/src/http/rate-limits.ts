import { ParleyError } from '@parley/core';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { ApiMetrics } from '../metrics.ts';
import type { ApiOptions } from '../options.ts';
import { addressKey } from './address-key.ts';

/** Each rejects with `rate_limited`, and when to come back, if there were too many. */
export interface RateLimits {
  /** A try to register, sign in or refresh from this address. */
  address: (address: string) => Promise<void>;
  /** A try with this account, from wherever, however its name is written. */
  account: (account: string) => Promise<void>;
  /**
   * A request with this token. By the token and not by the user whom it names: it is not verified
   * yet, and a forged one must not use up what belongs to somebody else.
   */
  token: (token: string) => Promise<void>;
}

/** Limits of this instance; behind a balancer each instance counts for itself. */
export function createRateLimits(
  options: Pick<ApiOptions, 'requestsPerSecond' | 'signInsPerMinute'>,
  metrics: ApiMetrics,
): RateLimits {
  const perMinute = { points: options.signInsPerMinute, duration: 60 };
  const byAddress = new RateLimiterMemory(perMinute);
  const byAccount = new RateLimiterMemory(perMinute);
  const byToken = new RateLimiterMemory({ points: options.requestsPerSecond, duration: 1 });

  async function consume(limiter: RateLimiterMemory, limit: string, key: string): Promise<void> {
    try {
      await limiter.consume(key);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      metrics.limited.inc({ limit });
      throw new ParleyError('rate_limited', 'Too many requests: wait a little.', {
        expected: `at most ${limiter.points} in ${limiter.duration} s`,
        retryAfterMs: Math.max(1, Math.ceil(refusal.msBeforeNext)),
      });
    }
  }

  return {
    address: address => consume(byAddress, 'address', addressKey(address)),
    account: account => consume(byAccount, 'account', accountKey(account)),
    token: token => consume(byToken, 'token', token),
  };
}

/** One key for all spellings that sign in to one account: logic trims and folds names alike. */
function accountKey(account: string): string {
  return account.trim().normalize('NFKC').toLowerCase();
}
