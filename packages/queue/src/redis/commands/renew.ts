import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL } from './lua.ts';
import type { Lease } from './take.ts';

/**
 * KEYS  lease
 * ARGV  holder, leaseMs
 * Returns 1, or 0 when somebody else has the partition.
 *
 * For a partition whose batch is still in hand. A lease that is gone, because Redis lost its data, is
 * taken again: nobody else has it.
 */
const script: RedisScript = {
  name: 'parleyQueueRenew',
  numberOfKeys: 1,
  lua: `${ALSO_WHEN_FULL}

local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`,
};

function renew(keys: QueueKeys, { partition, holder, leaseMs }: Lease): RedisCommand {
  return callScript(script, { keys: [keys.lease(partition)], args: [holder, leaseMs] });
}

export const renewCommand = { script, call: renew };
