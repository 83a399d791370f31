import type { UserId } from '@parley/core';
import { type LogEvent, UNREAD_EVENTS } from '@parley/wire';
import type { ConversationLog } from '../log/conversation-log.ts';
import { countsAsUnread, mentions } from '../log/events-of.ts';

/** Others' messages, and those of them that mention the user. */
export interface UnreadCounts {
  readonly unreadCount: number;
  readonly mentionCount: number;
}

/** What is known of the events after `from`, up to `to`: the server counted it, or it was held once. */
export interface CountedStretch extends UnreadCounts {
  readonly epoch: number;
  readonly from: number;
  readonly to: number;
}

export const NOTHING_UNREAD: UnreadCounts = { unreadCount: 0, mentionCount: 0 };

/**
 * What is unread after `from`, up to the end of what is held or counted; undefined if neither the
 * window nor the counted stretch reaches back to `from`. As the server does, it looks at the first
 * `most` events only, so both count the same however long the log is. A log only grows, so a stretch
 * that was counted once stays right within its epoch.
 */
export function countUnread(
  log: ConversationLog,
  from: number,
  counted: CountedStretch | null,
  me: UserId,
  most = UNREAD_EVENTS,
): CountedStretch | undefined {
  const known = counted?.epoch === log.epoch && counted.from === from ? counted : null;
  const windowReaches = log.firstSeq <= from + 1;
  if (known !== null && (known.to >= log.headSeq || !windowReaches)) {
    const last = Math.min(from + most, log.firstSeq - 1);
    return known.to >= last ? extend(known, log, from + most, me) : undefined;
  }
  if (!windowReaches) return undefined;
  const start = { epoch: log.epoch, from, to: from, ...NOTHING_UNREAD };
  return extend(start, log, from + most, me);
}

/** With what the window holds after the stretch, up to `last`. */
function extend(
  stretch: CountedStretch,
  log: ConversationLog,
  last: number,
  me: UserId,
): CountedStretch {
  let { unreadCount, mentionCount } = stretch;
  const end = Math.min(last, log.headSeq);
  for (let seq = Math.max(stretch.to + 1, log.firstSeq); seq <= end; seq++) {
    const event: LogEvent | undefined = log.events[seq - log.firstSeq];
    if (event === undefined || !countsAsUnread(event, me)) continue;
    unreadCount++;
    if (mentions(event, me)) mentionCount++;
  }
  return { ...stretch, to: Math.max(stretch.to, log.headSeq), unreadCount, mentionCount };
}
