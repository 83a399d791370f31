import type { ConversationId, ServerId } from '@parley/core';
import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import { NOW } from './lua.ts';

/**
 * KEYS  a sorted set of nodes by time of expiry, …
 * Returns the live nodes of each.
 */
const script: RedisScript = {
  name: 'parleySessionHosts',
  numberOfKeys: 'any',
  lua: `${NOW}
local after = '(' .. math.floor(nowUs() / 1000)
local found = {}
for i = 1, #KEYS do found[i] = redis.call('ZRANGE', KEYS[i], after, '+inf', 'BYSCORE') end
return found
`,
};

function hosts(keys: readonly string[]): RedisCommand {
  return callScript(script, { keys, args: [] });
}

function decode(ids: readonly ConversationId[], reply: unknown): [ConversationId, ServerId[]][] {
  const found = reply as ServerId[][];
  return ids.map((id, i) => [id, found[i] ?? []]);
}

export const hostsCommand = { script, call: hosts, decode };
