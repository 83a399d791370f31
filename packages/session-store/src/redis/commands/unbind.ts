import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { Binding } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { BINDINGS, NOW_MS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, connectionId
 * Returns 1 when the device was bound to that connection and is no more, else 0.
 */
const script: RedisScript = {
  name: 'parleySessionUnbind',
  numberOfKeys: 1,
  lua: `${NOW_MS}${BINDINGS}
local boundTo = read(redis.call('HGET', KEYS[1], ARGV[1]), nowMs())
if boundTo ~= ARGV[2] then return 0 end
return redis.call('HDEL', KEYS[1], ARGV[1])
`,
};

function unbind(
  keys: SessionKeys,
  { userId, deviceId, connectionId }: Pick<Binding, 'userId' | 'deviceId' | 'connectionId'>,
): RedisCommand {
  return callScript(script, { keys: [keys.user(userId)], args: [deviceId, connectionId] });
}

export const unbindCommand = { script, call: unbind };
