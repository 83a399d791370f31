import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import { NOW } from './lua.ts';

/**
 * KEYS  a sorted set by time of expiry
 * ARGV  ttlMs, member, …
 * Returns how many were not in it. Takes out what has expired on the way.
 */
const script: RedisScript = {
  name: 'parleySessionEnlist',
  numberOfKeys: 1,
  lua: `${NOW}
local now, ttlMs = math.floor(nowUs() / 1000), ARGV[1]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local added = 0
for i = 2, #ARGV do added = added + redis.call('ZADD', KEYS[1], now + ttlMs, ARGV[i]) end
redis.call('PEXPIRE', KEYS[1], ttlMs)
return added
`,
};

function enlist(key: string, members: readonly string[], ttlMs: number): RedisCommand {
  return callScript(script, { keys: [key], args: [ttlMs, ...members] });
}

export const enlistCommand = { script, call: enlist };
