import type { UserId } from '@parley/core';
import type { LogEvent } from '@parley/wire';

/** Others' messages count as unread; own ones and notices (joined, left, created) do not. */
export function countsAsUnread(event: LogEvent, me: UserId): boolean {
  return event.type === 'message' && event.senderId !== me;
}

/** Whether this event takes `userId` out of the conversation. */
export function removes(event: LogEvent, userId: UserId): boolean {
  return event.type === 'members-removed' && event.body.userIds.includes(userId);
}

/** Whether this event is a message that mentions `userId`. */
export function mentions(event: LogEvent, userId: UserId): boolean {
  return event.type === 'message' && event.body.mentions?.includes(userId) === true;
}
