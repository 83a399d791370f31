import type { Config } from '@parley/config';

/** In what clients of the two-endpoint chat count time; `auto` shows it to who tries things out, and to nobody else. */
export function assignmentOf({ compat, demo }: Config): 'off' | 'microseconds' | 'seconds' {
  if (compat.assignment !== 'auto') return compat.assignment;
  return demo ? 'microseconds' : 'off';
}
