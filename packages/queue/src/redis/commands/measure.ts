import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL } from './lua.ts';

/**
 * KEYS  list, processing, postponed
 * Returns {waiting, postponed}. In one step, so that no item is missed because it moves meanwhile.
 */
const script: RedisScript = {
  name: 'parleyQueueMeasure',
  numberOfKeys: 3,
  lua: `${ALSO_WHEN_FULL}
local waiting = redis.call('LLEN', KEYS[1]) + redis.call('LLEN', KEYS[2])
return { waiting, redis.call('ZCARD', KEYS[3]) }
`,
};

function measure(keys: QueueKeys, partition: number): RedisCommand {
  return callScript(script, {
    keys: [keys.list(partition), keys.processing(partition), keys.postponed(partition)],
    args: [],
  });
}

export const measureCommand = { script, call: measure };
