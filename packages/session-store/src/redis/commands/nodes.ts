import type { ServerId, UserId } from '@parley/core';
import { callScript, type RedisCommand, type RedisScript } from '@parley/redis';
import { NOW } from './lua.ts';

/**
 * KEYS  user, …
 * Returns the nodes that hold anybody, then for each user the place of its node among them, from 1; 0 for
 * nobody, a list of places for devices on several nodes.
 *
 * Whoever routes a message asks this of two people for each, so it answers a number for most, and reads no
 * JSON but where a name has characters that JSON escapes. (The field without a name, the user's status,
 * begins with a letter.)
 */
const script: RedisScript = {
  name: 'parleySessionNodes',
  numberOfKeys: 'any',
  lua: `${NOW}
local nowMs = math.floor(nowUs() / 1000)
local nodes, places = {}, {}

local function placeOf(device)
  local expiresAtMs = tonumber(string.match(device, '^(%d+) '))
  if not expiresAtMs or expiresAtMs <= nowMs then return nil end
  local node = string.match(device, '^%d+ %d %d %d+ %["[^"\\\\]*","([^"\\\\]*)"')
  if not node then node = cjson.decode(string.match(device, '^%d+ %d %d %d+ (.*)$'))[2] end
  local place = places[node]
  if not place then
    place = #nodes + 1
    nodes[place], places[node] = node, place
  end
  return place
end

local found = { nodes }
for i = 1, #KEYS do
  local answer = 0
  for _, device in ipairs(redis.call('HVALS', KEYS[i])) do
    local place = placeOf(device)
    if not place or place == answer then
      -- Nothing new.
    elseif answer == 0 then answer = place
    elseif type(answer) == 'number' then answer = { answer, place }
    else answer[#answer + 1] = place end
  end
  found[i + 1] = answer
end
return found
`,
};

function nodes(keys: readonly string[]): RedisCommand {
  return callScript(script, { keys, args: [] });
}

/** The nodes of each user; of who has none nothing. */
function decode(userIds: readonly UserId[], reply: unknown): [UserId, readonly ServerId[]][] {
  const [names, ...places] = reply as [ServerId[], ...(number | number[])[]];
  // Those on one node share its list.
  const alone = names.map(name => [name]);
  const found: [UserId, readonly ServerId[]][] = [];
  for (const [user, userId] of userIds.entries()) {
    const place = places[user] ?? 0;
    const nodes = typeof place === 'number' ? alone[place - 1] : several(names, place);
    if (nodes !== undefined) found.push([userId, nodes]);
  }
  return found;
}

function several(names: readonly ServerId[], places: readonly number[]): ServerId[] {
  return [...new Set(places.flatMap(place => names[place - 1] ?? []))];
}

export const nodesCommand = { script, call: nodes, decode };
