import type { UserId } from '@parley/core';
import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { VisibleStatus } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { readChange } from './change.ts';
import { USERS } from './lua.ts';

/**
 * KEYS  user
 * Returns the status, its version, and 1 when nobody has been told of it yet. Of who was never seen
 * nothing is kept: the version is then just below what a change at this moment would get.
 */
const script: RedisScript = {
  name: 'parleySessionPresence',
  numberOfKeys: 1,
  lua: `${USERS}
local user = load(KEYS[1])
local changed = settle(user)
local version = user.version > 0 and user.version or user.nowUs - 1
return { user.status, version, changed and 1 or 0 }
`,
};

function presence(keys: SessionKeys, userId: UserId): RedisCommand {
  return callScript(script, { keys: [keys.user(userId)], args: [] });
}

function decode(userId: UserId, reply: unknown): { statuses: VisibleStatus[]; isNew: boolean } {
  const [status, version, isNew] = reply as [string, number, number];
  return { statuses: readChange(userId, [status, version]), isNew: isNew === 1 };
}

export const presenceCommand = { script, call: presence, decode };
