import type { UserId } from '@parley/core';
import type { PresenceStatus } from '@parley/wire';
import type { VisibleStatus } from '../../session-store.ts';

/** What `settle` returned at the end of a script's reply: nothing, or a status and its version. */
export function readChange(userId: UserId, [status, version]: readonly unknown[]): VisibleStatus[] {
  if (status === undefined) return [];
  return [{ userId, status: status as PresenceStatus, version: version as number }];
}
