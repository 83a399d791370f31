import type { PresenceView } from '@parley/client';
import type { Model } from '../model/model.ts';

/** How somebody is, in words; null when nothing is known. */
export function presenceText(
  { status, lastSeenAtMs }: PresenceView,
  { t, time }: Pick<Model, 't' | 'time'>,
  nowMs: number,
): string | null {
  switch (status) {
    case 'online':
      return t.value('online');
    case 'away':
      return t.value('away');
    case 'busy':
      return t.value('busy');
    case 'offline':
      return lastSeenAtMs === null
        ? t.value('offlineStatus')
        : t.value('lastSeen', { when: time.value.short(lastSeenAtMs, nowMs) });
    case 'unknown':
      return null;
    default:
      return status satisfies never;
  }
}
