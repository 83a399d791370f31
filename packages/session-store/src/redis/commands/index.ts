import type { RedisScript } from '@parley/redis';
import { bindCommand } from './bind.ts';
import { enlistCommand } from './enlist.ts';
import { touchCommand } from './touch.ts';
import { unbindCommand } from './unbind.ts';

/** One atomic operation a file: its Lua beside the function that calls it. */
export const commands = {
  bind: bindCommand,
  enlist: enlistCommand,
  touch: touchCommand,
  unbind: unbindCommand,
} as const;

export const scripts: readonly RedisScript[] = Object.values(commands).map(one => one.script);
