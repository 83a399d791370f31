import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ALSO_WHEN_FULL, NOW_MS } from './lua.ts';

/**
 * KEYS  postponed
 * ARGV  delay in ms, element
 * Returns 1.
 */
const script: RedisScript = {
  name: 'parleyQueuePostpone',
  numberOfKeys: 1,
  lua: `${ALSO_WHEN_FULL}
${NOW_MS}
return redis.call('ZADD', KEYS[1], nowMs() + ARGV[1], ARGV[2])
`,
};

function postpone(
  keys: QueueKeys,
  partition: number,
  element: Buffer,
  delayMs: number,
): RedisCommand {
  return callScript(script, { keys: [keys.postponed(partition)], args: [delayMs, element] });
}

export const postponeCommand = { script, call: postpone };
