import type { PresenceMode, PresenceStatus } from '@parley/wire';

/**
 * How a user is seen: any device with somebody at it makes online (or busy), only idle ones make away.
 * Who has no device, is invisible, or has a mode that is not known yet, is offline.
 */
export function visibleStatus(
  mode: PresenceMode | undefined,
  devices: Iterable<{ away: boolean }>,
): PresenceStatus {
  if (mode === undefined || mode === 'invisible') return 'offline';
  let status: PresenceStatus = 'offline';
  for (const { away } of devices) {
    if (!away) return mode === 'busy' ? 'busy' : 'online';
    status = 'away';
  }
  return status;
}

const RANKS: Record<PresenceStatus, number> = { offline: 0, away: 1, busy: 2, online: 2 };

/** Whether a change of status means less presence: what the grace of an eviction puts off. */
export function isFall(from: PresenceStatus, to: PresenceStatus): boolean {
  return RANKS[to] < RANKS[from];
}
