import type { RedisScript } from '@parley/redis';
import { buryCommand } from './bury.ts';
import { discardCommand } from './discard.ts';
import { heartbeatCommand } from './heartbeat.ts';
import { measureCommand } from './measure.ts';
import { postponeCommand } from './postpone.ts';
import { releaseCommand } from './release.ts';
import { renewCommand } from './renew.ts';
import { takeCommand } from './take.ts';

/**
 * One atomic operation a file: its Lua beside the function that calls it. Lua in a string and not in
 * files of its own, because then it is found alike from the source, from the build, from an image and
 * from a bundle, and arguments are written next to where they are read.
 */
export const commands = {
  bury: buryCommand,
  discard: discardCommand,
  heartbeat: heartbeatCommand,
  measure: measureCommand,
  postpone: postponeCommand,
  release: releaseCommand,
  renew: renewCommand,
  take: takeCommand,
} as const;

export const scripts: readonly RedisScript[] = Object.values(commands).map(one => one.script);
