import type { Logger } from '@parley/core';

const TOLD_EVERY_MS = 1_000;

/**
 * Logs refusals by their number: when many come too fast, a line for each would cost more than the
 * refusals do, and be the next thing to stand in the way. Returns what counts one of that status; the
 * first is told after a second, with all that came meanwhile.
 */
export function refusalLog(logger: Logger): (status: number) => void {
  let refused = new Map<number, number>();
  const tell = () => {
    const byStatus = Object.fromEntries(refused);
    refused = new Map();
    logger.warn({ byStatus }, 'requests were refused because there were too many');
  };
  return status => {
    if (refused.size === 0) setTimeout(tell, TOLD_EVERY_MS).unref();
    refused.set(status, (refused.get(status) ?? 0) + 1);
  };
}
