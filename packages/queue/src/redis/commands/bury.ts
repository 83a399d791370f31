import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL } from './lua.ts';

/**
 * KEYS  dead letters, their order
 * ARGV  id, time of death in ms, letter
 * Returns 1.
 */
const script: RedisScript = {
  name: 'parleyQueueBury',
  numberOfKeys: 2,
  lua: `${ALSO_WHEN_FULL}

redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
`,
};

function bury(keys: QueueKeys, id: string, diedAtMs: number, letter: string): RedisCommand {
  return callScript(script, {
    keys: [keys.deadLetters, keys.deadOrder],
    args: [id, diedAtMs, letter],
  });
}

export const buryCommand = { script, call: bury };
