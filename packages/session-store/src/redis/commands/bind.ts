import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { PresenceMode } from '@parley/wire';
import type { Binding, Bound } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { packBinding, unpackDevice } from '../packed-binding.ts';
import { readChange } from './change.ts';
import { USERS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, connectionId, away, packed binding, ttlMs, attempt
 * Returns when it was bound (0: it was not, a later connection is there), the value of the device that
 * was replaced (another connection of it, and alive; else ''), the mode, and the change of status.
 */
const script: RedisScript = {
  name: 'parleySessionBind',
  numberOfKeys: 1,
  lua: `${USERS}
local deviceId, connectionId, away, packed, ttlMs = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local user = load(KEYS[1])
local before = user.devices[deviceId]
if before and before.attempt > tonumber(ARGV[6]) then return { 0, '', user.mode, settle(user) } end
local replaced = before and before.connectionId ~= connectionId and before.value or ''
local boundAtUs = math.max(user.nowUs, before and before.boundAtUs + 1 or 0)
put(user, deviceId, { away = away, gap = '0', boundAtUs = boundAtUs, packed = packed }, ttlMs)
return { boundAtUs, replaced, user.mode, settle(user) }
`,
};

function bind(keys: SessionKeys, binding: Omit<Binding, 'boundAtUs'>, ttlMs: number): RedisCommand {
  const { userId, deviceId, connectionId, away, attempt } = binding;
  return callScript(script, {
    keys: [keys.user(userId)],
    args: [deviceId, connectionId, away ? 1 : 0, packBinding(binding), ttlMs, attempt],
  });
}

function decode({ userId, deviceId }: Pick<Binding, 'userId' | 'deviceId'>, reply: unknown): Bound {
  const [boundAtUs, replaced, mode, ...change] = reply as [number, string, string, ...unknown[]];
  return {
    boundAtUs,
    isLate: boundAtUs === 0,
    replaced: replaced === '' ? undefined : unpackDevice(userId, deviceId, replaced),
    mode: mode === '-' ? undefined : (mode as PresenceMode),
    changes: readChange(userId, change),
  };
}

export const bindCommand = { script, call: bind, decode };
