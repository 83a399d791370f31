import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL } from './lua.ts';

/**
 * KEYS  dead letters, their order
 * ARGV  id, time of death in ms, letter, most letters
 * Returns 1, or 0 when there are too many.
 */
const script: RedisScript = {
  name: 'parleyQueueBury',
  numberOfKeys: 2,
  lua: `${ALSO_WHEN_FULL}

if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4]) then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3])
return redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
`,
};

export interface BuriedLetter {
  deadLetterId: string;
  diedAtMs: number;
  json: string;
}

function bury(keys: QueueKeys, maxLetters: number, letter: BuriedLetter): RedisCommand {
  const { deadLetterId, diedAtMs, json } = letter;
  return callScript(script, {
    keys: [keys.deadLetters, keys.deadOrder],
    args: [deadLetterId, diedAtMs, json, maxLetters],
  });
}

export const buryCommand = { script, call: bury };
