import type { UserId } from '@parley/core';
import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { PresenceMode } from '@parley/wire';
import type { SessionKeys } from '../keys.ts';
import { USERS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  mode, all | unknown
 * Returns the change of status. Of a user without a device nothing is kept. What a person has chosen
 * is seen at once, whatever grace is under way.
 */
const script: RedisScript = {
  name: 'parleySessionSetMode',
  numberOfKeys: 1,
  lua: `${USERS}
local mode, which = ARGV[1], ARGV[2]
local user = load(KEYS[1])
if which == 'all' or user.mode == '-' then user.mode = mode end
if which == 'all' then user.holdUs = 0 end
return { settle(user) }
`,
};

function setMode(
  keys: SessionKeys,
  userId: UserId,
  mode: PresenceMode,
  which: 'all' | 'unknown',
): RedisCommand {
  return callScript(script, { keys: [keys.user(userId)], args: [mode, which] });
}

export const setModeCommand = { script, call: setMode };
