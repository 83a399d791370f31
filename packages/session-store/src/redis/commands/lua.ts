/** Lua: `nowMs()`, by the clock of Redis, so that the clocks of the nodes do not matter. */
export const NOW_MS = `
local function nowMs()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/**
 * Lua, for fields that hold "<time of expiry> <packed binding>":
 * - `read(value, now)` returns the connection id and the packed binding, or nil when it has expired;
 * - `write(key, deviceId, packed, now, ttlMs)` keeps the whole hash for as long as its last field.
 */
export const BINDINGS = `
local function read(value, now)
  if not value then return nil end
  local expiresAtMs, packed = string.match(value, '^(%d+) (.*)$')
  if tonumber(expiresAtMs) <= now then return nil end
  return cjson.decode(packed)[1], packed
end

local function write(key, deviceId, packed, now, ttlMs)
  redis.call('HSET', key, deviceId, string.format('%.0f %s', now + ttlMs, packed))
  redis.call('PEXPIRE', key, ttlMs)
end
`;
