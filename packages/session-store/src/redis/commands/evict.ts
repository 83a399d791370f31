import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { Binding } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { USERS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, connectionId, graceMs, ttlMs
 * Takes the device out if it is bound to that connection. Returns 1 when the user's status is going
 * to fall because of it, which `presence` finds out after the grace; the user is kept until then.
 */
const script: RedisScript = {
  name: 'parleySessionEvict',
  numberOfKeys: 1,
  lua: `${USERS}
local deviceId, connectionId, graceMs, ttlMs = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local user = load(KEYS[1])
local device = user.devices[deviceId]
if not device or device.connectionId ~= connectionId then return 0 end
take(user, deviceId)
if falls(user) then
  user.holdUs = math.max(user.holdUs, user.nowUs + graceMs * 1000)
  save(user)
  redis.call('PEXPIRE', user.key, graceMs + ttlMs)
  return 1
end
if not next(user.devices) then redis.call('DEL', user.key) end
return 0
`,
};

function evict(
  keys: SessionKeys,
  { userId, deviceId, connectionId }: Pick<Binding, 'userId' | 'deviceId' | 'connectionId'>,
  graceMs: number,
  ttlMs: number,
): RedisCommand {
  return callScript(script, {
    keys: [keys.user(userId)],
    args: [deviceId, connectionId, graceMs, ttlMs],
  });
}

export const evictCommand = { script, call: evict };
