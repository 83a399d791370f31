import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL } from './lua.ts';
import type { Lease } from './take.ts';

/**
 * KEYS  lease
 * ARGV  holder, leaseMs
 * Returns 1, or 0 when the holder does not have the partition.
 *
 * For a partition whose batch is still in hand. Unlike `take` it never takes a lease that is gone: it
 * may come just after the partition was given back.
 */
const script: RedisScript = {
  name: 'parleyQueueRenew',
  numberOfKeys: 1,
  lua: `${ALSO_WHEN_FULL}

if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
`,
};

function renew(keys: QueueKeys, { partition, holder, leaseMs }: Lease): RedisCommand {
  return callScript(script, { keys: [keys.lease(partition)], args: [holder, leaseMs] });
}

export const renewCommand = { script, call: renew };
