import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueKeys } from '../keys.ts';
import { ACKNOWLEDGE, ALSO_WHEN_FULL } from './lua.ts';
import type { Ack, Lease } from './take.ts';

/**
 * KEYS  processing, lease
 * ARGV  holder, number of acknowledged items, id of the last of them ('' for none)
 * Returns 1, or 0 when somebody else has the partition.
 *
 * Acknowledges the last batch (see take) and gives the partition back. What is left in `processing`,
 * a batch that its handler rejected, is handed out first by the next holder.
 */
const script: RedisScript = {
  name: 'parleyQueueRelease',
  numberOfKeys: 2,
  lua: `${ALSO_WHEN_FULL}
${ACKNOWLEDGE}
local processing, lease = unpack(KEYS)

if redis.call('GET', lease) ~= ARGV[1] then return 0 end
acknowledge(processing, tonumber(ARGV[2]), ARGV[3])
redis.call('DEL', lease)
return 1
`,
};

function release(
  keys: QueueKeys,
  { partition, holder }: Pick<Lease, 'partition' | 'holder'>,
  ack: Ack | undefined,
): RedisCommand {
  return callScript(script, {
    keys: [keys.processing(partition), keys.lease(partition)],
    args: [holder, ack?.count ?? 0, ack?.lastId ?? ''],
  });
}

export const releaseCommand = { script, call: release };
