import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { Binding } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { USERS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, connectionId
 * Returns 1 when the device was bound to that connection and is no more, else 0, and the change of
 * status.
 */
const script: RedisScript = {
  name: 'parleySessionUnbind',
  numberOfKeys: 1,
  lua: `${USERS}
local user = load(KEYS[1])
local device = user.devices[ARGV[1]]
local removed = device and device.connectionId == ARGV[2]
if removed then take(user, ARGV[1]) end
return { removed and 1 or 0, settle(user) }
`,
};

function unbind(
  keys: SessionKeys,
  { userId, deviceId, connectionId }: Pick<Binding, 'userId' | 'deviceId' | 'connectionId'>,
): RedisCommand {
  return callScript(script, { keys: [keys.user(userId)], args: [deviceId, connectionId] });
}

export const unbindCommand = { script, call: unbind };
