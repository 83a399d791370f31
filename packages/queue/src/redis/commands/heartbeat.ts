import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL, NOW_MS } from './lua.ts';
import type { Lease } from './take.ts';

/**
 * KEYS  consumers
 * ARGV  holder, leaseMs
 * Returns how many consumers are alive, this one among them.
 */
const script: RedisScript = {
  name: 'parleyQueueHeartbeat',
  numberOfKeys: 1,
  lua: `${ALSO_WHEN_FULL}
${NOW_MS}
local consumers, holder, leaseMs = KEYS[1], ARGV[1], tonumber(ARGV[2])
local now = nowMs()
redis.call('ZADD', consumers, now, holder)
redis.call('ZREMRANGEBYSCORE', consumers, '-inf', now - leaseMs)
redis.call('PEXPIRE', consumers, leaseMs)
return redis.call('ZCARD', consumers)
`,
};

function heartbeat(
  keys: QueueKeys,
  { holder, leaseMs }: Pick<Lease, 'holder' | 'leaseMs'>,
): RedisCommand {
  return callScript(script, { keys: [keys.consumers], args: [holder, leaseMs] });
}

export const heartbeatCommand = { script, call: heartbeat };
