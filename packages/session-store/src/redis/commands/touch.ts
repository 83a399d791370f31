import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { TouchedBinding, VisibleStatus } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { packBinding } from '../packed-binding.ts';
import { readChange } from './change.ts';
import { USERS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, connectionId, boundAtUs, away, gapKnown, packed binding, ttlMs, attempt
 * Returns 1 when the device had not been bound to that connection and its node has not said since that
 * it knows, else 0; the mode; and the change of status. A later connection of the device is left.
 */
const script: RedisScript = {
  name: 'parleySessionTouch',
  numberOfKeys: 1,
  lua: `${USERS}
local deviceId, connectionId, boundAtUs, away = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4]
local gapKnown, packed, ttlMs = ARGV[5], ARGV[6], tonumber(ARGV[7])
local user = load(KEYS[1])
local bound = user.devices[deviceId]
local known = bound and bound.connectionId == connectionId
local attempt = tonumber(ARGV[8])
local late = bound and (bound.attempt > attempt or bound.attempt == attempt and bound.boundAtUs >= boundAtUs)
if late and not known then return { 0, user.mode, settle(user) } end
local gap = not known and '1' or gapKnown == '1' and '0' or bound.gap
put(user, deviceId, { away = away, gap = gap, boundAtUs = boundAtUs, packed = packed }, ttlMs)
return { tonumber(gap), user.mode, settle(user) }
`,
};

function touch(keys: SessionKeys, binding: TouchedBinding, ttlMs: number): RedisCommand {
  const { userId, deviceId, connectionId, boundAtUs, away, gapKnown, attempt } = binding;
  return callScript(script, {
    keys: [keys.user(userId)],
    args: [
      deviceId,
      connectionId,
      boundAtUs,
      away ? 1 : 0,
      gapKnown ? 1 : 0,
      packBinding(binding),
      ttlMs,
      attempt,
    ],
  });
}

function decode({ userId }: TouchedBinding, reply: unknown) {
  const [rebound, mode, ...change] = reply as [number, string, ...unknown[]];
  const changes: VisibleStatus[] = readChange(userId, change);
  const withoutMode = mode === '-';
  return {
    rebound: rebound === 1,
    withoutMode,
    visible: !withoutMode && mode !== 'invisible',
    changes,
  };
}

export const touchCommand = { script, call: touch, decode };
