/**
 * The first line of a script (Redis 7): it runs also when the memory of Redis is full. Publishing is
 * refused then, but a full queue can be worked off, and what that sets aside was in it before.
 */
export const ALSO_WHEN_FULL = '#!lua flags=allow-oom';

/** Lua: `nowMs()`, by the clock of Redis, so that the clocks of the nodes do not matter. */
export const NOW_MS = `
local function nowMs()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end
`;

/**
 * Lua: `acknowledge(processing, count, lastId)` removes a batch, but only if its last item lies where
 * the batch ended. Called a second time, or after another holder has worked here, it removes nothing.
 */
export const ACKNOWLEDGE = `
local function acknowledge(processing, count, lastId)
  if count == 0 then return end
  local last = redis.call('LINDEX', processing, count - 1)
  if last and string.sub(last, 1, #lastId) == lastId then
    redis.call('LTRIM', processing, count, -1)
  end
end
`;
