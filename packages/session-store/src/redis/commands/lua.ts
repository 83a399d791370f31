/** Lua: `nowUs()`, by the clock of Redis, so that the clocks of the nodes do not matter. */
export const NOW = `
local function nowUs()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end
`;

/**
 * Lua, for the hash of a user: each device's field holds
 * "<expires at, ms> <away 0|1> <gap 0|1> <bound at, us> <packed binding>", the field without a name
 * "<status> <version> <mode or -> <hold until, us>".
 *
 * - \`load(key)\` reads the user and takes out expired devices: a browser that forgets its device id at
 *   each visit would leave one for each, for as long as any device is connected.
 * - \`put(user, deviceId, device, ttlMs)\` binds a device; the hash lives as long as its last one.
 * - \`falls(user)\` is whether the status that follows from the devices is less than the one that was told.
 * - \`settle(user)\` brings the status up to date, unless it falls before `hold until`, and
 *   writes it. It returns the new status and its version; nothing when it did not change.
 */
export const USERS = `${NOW}
local RANKS = { offline = 0, away = 1, busy = 2, online = 2 }

local function load(key)
  local user = { key = key, nowUs = nowUs(), devices = {}, status = 'offline', version = 0, mode = '-', holdUs = 0 }
  local fields = redis.call('HGETALL', key)
  for i = 1, #fields, 2 do
    local name, value = fields[i], fields[i + 1]
    if name == '' then
      local status, version, mode, holdUs = string.match(value, '^(%S+) (%d+) (%S+) (%d+)$')
      user.status, user.version, user.mode, user.holdUs = status, tonumber(version), mode, tonumber(holdUs)
    else
      local expiresAtMs, away, gap, boundAtUs, packed = string.match(value, '^(%d+) (%d) (%d) (%d+) (.*)$')
      if tonumber(expiresAtMs) * 1000 > user.nowUs then
        local binding = cjson.decode(packed)
        user.devices[name] = {
          away = away, gap = gap, boundAtUs = tonumber(boundAtUs), packed = packed,
          connectionId = binding[1], attempt = binding[4] or 0, value = value,
        }
      else
        redis.call('HDEL', key, name)
      end
    end
  end
  return user
end

local function put(user, deviceId, device, ttlMs)
  user.devices[deviceId] = device
  local expiresAtMs = math.floor(user.nowUs / 1000) + ttlMs
  local value = string.format('%.0f %s %s %.0f %s', expiresAtMs, device.away, device.gap, device.boundAtUs, device.packed)
  redis.call('HSET', user.key, deviceId, value)
  redis.call('PEXPIRE', user.key, ttlMs)
end

local function take(user, deviceId)
  user.devices[deviceId] = nil
  redis.call('HDEL', user.key, deviceId)
end

local function statusOf(user)
  local status = 'offline'
  if user.mode == '-' or user.mode == 'invisible' then return status end
  for _, device in pairs(user.devices) do
    if device.away == '0' then return user.mode == 'busy' and 'busy' or 'online' end
    status = 'away'
  end
  return status
end

local function falls(user) return RANKS[statusOf(user)] < RANKS[user.status] end

local function save(user)
  local value = string.format('%s %.0f %s %.0f', user.status, user.version, user.mode, user.holdUs)
  redis.call('HSET', user.key, '', value)
end

local function settle(user)
  local status = statusOf(user)
  local held = user.nowUs < user.holdUs and falls(user)
  if not held then user.holdUs = 0 end
  local changed = status ~= user.status and not held
  if changed then
    user.status, user.version = status, math.max(user.version + 1, user.nowUs)
  end
  if next(user.devices) or held then save(user) else redis.call('DEL', user.key) end
  if changed then return user.status, user.version end
end
`;
