import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { Binding } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { packBinding } from '../packed-binding.ts';
import { BINDINGS, NOW_MS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, packed binding, connectionId, ttlMs
 * Returns 1 when the device was not bound and is now; 0 when it was. A device that is bound to
 * another connection is left as it is.
 */
const script: RedisScript = {
  name: 'parleySessionTouch',
  numberOfKeys: 1,
  lua: `${NOW_MS}${BINDINGS}
local key, deviceId, packed, connectionId, ttlMs = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local now = nowMs()

local boundTo = read(redis.call('HGET', key, deviceId), now)
if boundTo and boundTo ~= connectionId then return 0 end
write(key, deviceId, packed, now, ttlMs)
return boundTo and 0 or 1
`,
};

function touch(keys: SessionKeys, binding: Binding, ttlMs: number): RedisCommand {
  const { userId, deviceId, connectionId } = binding;
  return callScript(script, {
    keys: [keys.user(userId)],
    args: [deviceId, packBinding(binding), connectionId, ttlMs],
  });
}

export const touchCommand = { script, call: touch };
