import type { RedisScript } from '@parley/redis';
import { bindCommand } from './bind.ts';
import { enlistCommand } from './enlist.ts';
import { evictCommand } from './evict.ts';
import { hostsCommand } from './hosts.ts';
import { locateCommand } from './locate.ts';
import { nodesCommand } from './nodes.ts';
import { presenceCommand } from './presence.ts';
import { setModeCommand } from './set-mode.ts';
import { touchCommand } from './touch.ts';
import { unbindCommand } from './unbind.ts';

/** One atomic operation a file: its Lua beside the function that calls it. */
export const commands = {
  bind: bindCommand,
  enlist: enlistCommand,
  evict: evictCommand,
  hosts: hostsCommand,
  locate: locateCommand,
  nodes: nodesCommand,
  presence: presenceCommand,
  setMode: setModeCommand,
  touch: touchCommand,
  unbind: unbindCommand,
} as const;

export const scripts: readonly RedisScript[] = Object.values(commands).map(one => one.script);
