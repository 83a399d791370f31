import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL } from './lua.ts';

/**
 * KEYS  dead letters, their order
 * ARGV  id, …
 * Returns how many of them there were.
 */
const script: RedisScript = {
  name: 'parleyQueueDiscard',
  numberOfKeys: 2,
  lua: `${ALSO_WHEN_FULL}

local removed = 0
for _, id in ipairs(ARGV) do
  removed = removed + redis.call('HDEL', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
end
return removed
`,
};

function discard(keys: QueueKeys, ids: readonly string[]): RedisCommand {
  return callScript(script, { keys: [keys.deadLetters, keys.deadOrder], args: ids });
}

export const discardCommand = { script, call: discard };
