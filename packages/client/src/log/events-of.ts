import type { UserId } from '@parley/core';
import type { LogEvent } from '@parley/wire';

/** Others' messages count as unread; own ones and notices (joined, left, created) do not. */
export function countsAsUnread(event: LogEvent, me: UserId): boolean {
  return event.type === 'message' && event.senderId !== me;
}

/** Whether `userId` is out of the conversation after these events: of leaving and coming back the last holds. */
export function endOutside(events: readonly LogEvent[], userId: UserId): boolean {
  const last = events.findLast(
    ({ type, body }) =>
      (type === 'members-added' || type === 'members-removed') && body.userIds.includes(userId),
  );
  return last?.type === 'members-removed';
}

/** Whether this event is a message that mentions `userId`. */
export function mentions(event: LogEvent, userId: UserId): boolean {
  return event.type === 'message' && event.body.mentions?.includes(userId) === true;
}
