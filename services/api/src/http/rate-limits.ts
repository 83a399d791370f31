import { ParleyError } from '@parley/core';
import type { ApiMetrics } from '../metrics.ts';
import type { ApiOptions } from '../options.ts';
import { addressKey } from './address-key.ts';
import { RateWindow } from './rate-window.ts';

/** Each throws `rate_limited`, with when to come back, if there were too many. */
export interface RateLimits {
  /** A try to register, sign in or refresh from this address. */
  address: (address: string) => void;
  /** A try with this account, from wherever, however its name is written. */
  account: (account: string) => void;
  /**
   * A request with this token. By the token and not by the user whom it names: it is not verified
   * yet, and a forged one must not use up what belongs to somebody else.
   */
  token: (token: string) => void;
  /** A request of somebody without an account from this address. */
  guest: (address: string) => void;
}

/** Limits of this instance; behind a balancer each instance counts for itself. */
export function createRateLimits(
  options: Pick<ApiOptions, 'requestsPerSecond' | 'signInsPerMinute' | 'assignmentPerSecond'>,
  metrics: Pick<ApiMetrics, 'limited'>,
): RateLimits {
  const limiter = (limit: string, points: number, seconds: number) => {
    const window = new RateWindow(points, seconds * 1_000);
    return (key: string) => {
      const waitMs = window.take(key);
      if (waitMs === 0) return;
      metrics.limited.inc({ limit });
      throw new ParleyError('rate_limited', 'Too many requests: wait a little.', {
        expected: `at most ${points} in ${seconds} s`,
        retryAfterMs: Math.ceil(waitMs),
      });
    };
  };
  const byAddress = limiter('address', options.signInsPerMinute, 60);
  const byAccount = limiter('account', options.signInsPerMinute, 60);
  const byGuest = limiter('guest', options.assignmentPerSecond, 1);
  return {
    guest: address => byGuest(addressKey(address)),
    address: address => byAddress(addressKey(address)),
    account: account => byAccount(accountKey(account)),
    token: limiter('token', options.requestsPerSecond, 1),
  };
}

/** One key for all spellings that sign in to one account: logic trims and folds names alike. */
function accountKey(account: string): string {
  return account.trim().normalize('NFKC').toLowerCase();
}
