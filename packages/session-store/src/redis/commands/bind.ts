import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import type { Binding } from '../../session-store.ts';
import type { SessionKeys } from '../keys.ts';
import { packBinding, unpackBinding } from '../packed-binding.ts';
import { BINDINGS, NOW_MS } from './lua.ts';

/**
 * KEYS  user
 * ARGV  deviceId, packed binding, connectionId, ttlMs
 * Returns the packed binding that was replaced, if it is of another connection and alive; else nil.
 *
 * Takes out the user's expired devices on the way: a browser that forgets its device id at each visit
 * would leave one for each, for as long as any device is connected.
 */
const script: RedisScript = {
  name: 'parleySessionBind',
  numberOfKeys: 1,
  lua: `${NOW_MS}${BINDINGS}
local key, deviceId, packed, connectionId, ttlMs = KEYS[1], ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local now = nowMs()

local replaced = nil
local fields = redis.call('HGETALL', key)
for i = 1, #fields, 2 do
  local boundTo, before = read(fields[i + 1], now)
  if not boundTo then
    redis.call('HDEL', key, fields[i])
  elseif fields[i] == deviceId and boundTo ~= connectionId then
    replaced = before
  end
end
write(key, deviceId, packed, now, ttlMs)
return replaced
`,
};

function bind(keys: SessionKeys, binding: Binding, ttlMs: number): RedisCommand {
  const { userId, deviceId, connectionId } = binding;
  return callScript(script, {
    keys: [keys.user(userId)],
    args: [deviceId, packBinding(binding), connectionId, ttlMs],
  });
}

function decode({ userId, deviceId }: Binding, reply: unknown): Binding | undefined {
  return typeof reply === 'string' ? unpackBinding(userId, deviceId, reply) : undefined;
}

export const bindCommand = { script, call: bind, decode };
