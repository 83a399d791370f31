import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { QueueItem } from '../../queue.ts';
import { decodeElement } from '../element.ts';
import type { QueueKeys } from '../keys.ts';
import { ACKNOWLEDGE, ALSO_WHEN_FULL, NOW_MS } from './lua.ts';

/** A batch that the handler is done with: how many items, and the id of the last. */
export interface Ack {
  count: number;
  lastId: string;
}

export interface Lease {
  partition: number;
  /** Unique for each start of a consumer. */
  holder: string;
  leaseMs: number;
}

export interface Taken {
  /** The batch in hand; empty when nothing waits. */
  items: QueueItem[];
  /** When the next item can be taken: at once (0), or a postponed one; nothing when there is none. */
  nextDueMs: number | undefined;
}

/**
 * KEYS  list, processing, lease, postponed
 * ARGV  holder, leaseMs, maxItems, number of acknowledged items, id of the last of them ('' for none)
 * Returns nil when somebody else has the partition; otherwise {ms until there is more to take (0: it
 * waits in the list) or -1, {element, …}}.
 *
 * One round trip a batch: it takes or renews the lease, acknowledges the batch before, brings back
 * what is due, and moves elements from the list to `processing`.
 *
 * - `processing` is handed out before the list: so a new holder gets first, and in order, what a dead
 *   one had in hand, and a reply that was lost on the way is simply given again.
 * - What is due is brought back only when nothing is in hand, and is in the very next batch; a batch
 *   comes again whole.
 */
const script: RedisScript = {
  name: 'parleyQueueTake',
  numberOfKeys: 4,
  lua: `${ALSO_WHEN_FULL}
${NOW_MS}${ACKNOWLEDGE}
local list, processing, lease, postponed = unpack(KEYS)
local holder, leaseMs, maxItems = ARGV[1], ARGV[2], tonumber(ARGV[3])

local owner = redis.call('GET', lease)
if owner and owner ~= holder then return nil end
redis.call('SET', lease, holder, 'PX', leaseMs)

acknowledge(processing, tonumber(ARGV[4]), ARGV[5])

local items = redis.call('LRANGE', processing, 0, -1)
local nextDueMs = -1
local first = redis.call('ZRANGE', postponed, 0, 0, 'WITHSCORES')
if first[2] then
  local now = nowMs()
  if #items == 0 then
    local due = redis.call('ZRANGE', postponed, '-inf', now, 'BYSCORE', 'LIMIT', 0, maxItems)
    for i = #due, 1, -1 do redis.call('LPUSH', list, due[i]) end
    if #due > 0 then
      redis.call('ZREMRANGEBYRANK', postponed, 0, #due - 1)
      first = redis.call('ZRANGE', postponed, 0, 0, 'WITHSCORES')
    end
  end
  if first[2] then nextDueMs = math.max(0, first[2] - now) end
end

local isDrained = false
if #items == 0 then
  items = redis.call('LPOP', list, maxItems) or {}
  isDrained = #items < maxItems
  if #items > 0 then redis.call('RPUSH', processing, unpack(items)) end
end
if not isDrained and redis.call('EXISTS', list) == 1 then nextDueMs = 0 end
return { nextDueMs, items }
`,
};

function take(
  keys: QueueKeys,
  { partition, holder, leaseMs }: Lease,
  maxItems: number,
  ack: Ack | undefined,
): RedisCommand {
  return callScript(
    script,
    {
      keys: [
        keys.list(partition),
        keys.processing(partition),
        keys.lease(partition),
        keys.postponed(partition),
      ],
      args: [holder, leaseMs, maxItems, ack?.count ?? 0, ack?.lastId ?? ''],
    },
    'bytes',
  );
}

/** What `take` answered; nothing when somebody else has the partition. */
function decode(partition: number, reply: unknown): Taken | undefined {
  if (reply === null) return undefined;
  const [nextDueMs, elements] = reply as [number, Buffer[]];
  return {
    items: elements.map(element => decodeElement(partition, element)),
    nextDueMs: nextDueMs < 0 ? undefined : nextDueMs,
  };
}

export const takeCommand = { script, call: take, decode };
