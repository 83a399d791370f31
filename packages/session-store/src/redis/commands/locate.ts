import type { UserId } from '@parley/core';
import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { Binding } from '../../session-store.ts';
import { unpackDevice } from '../packed-binding.ts';
import { NOW } from './lua.ts';

/**
 * KEYS  user, …
 * Returns the time in ms and the devices of each: field, value, field, value …
 */
const script: RedisScript = {
  name: 'parleySessionLocate',
  numberOfKeys: 'any',
  lua: `${NOW}
local found = { math.floor(nowUs() / 1000) }
for i = 1, #KEYS do found[i + 1] = redis.call('HGETALL', KEYS[i]) end
return found
`,
};

function locate(keys: readonly string[]): RedisCommand {
  return callScript(script, { keys, args: [] });
}

/** The live bindings of each user. */
function decode(userIds: readonly UserId[], reply: unknown): [UserId, Binding[]][] {
  const [nowMs, ...found] = reply as [number, ...string[][]];
  return userIds.map((userId, user) => {
    const fields = found[user] ?? [];
    const bindings: Binding[] = [];
    for (let i = 0; i < fields.length; i += 2) {
      const binding = unpackDevice(userId, fields[i] ?? '', fields[i + 1] ?? '', nowMs);
      if (binding) bindings.push(binding);
    }
    return [userId, bindings];
  });
}

export const locateCommand = { script, call: locate, decode };
