import type { UserId } from '@parley/core';
import type { MessageEvent, RosterSignal } from '@parley/wire';

/** The receiver of a private message. */
interface Receiver {
  userId: UserId;
  name: string;
}

/** A message of a room (op 3). Ids are numbers there; ours have at most 53 bits. */
export function roomBody(event: MessageEvent, senderName: string): string {
  return JSON.stringify({
    code: 0,
    msg: event.body.text,
    fromUserId: Number(event.senderId),
    fromUserName: senderName,
    toUserId: 0,
    toUserName: '',
    roomId: Number(event.conversationId),
    op: 3,
    createTime: localTime(event.createdAtMs),
  });
}

/** A private message (op 2), which has no time there. @param roomId the room that the receiver looks at */
export function privateBody(
  event: MessageEvent,
  senderName: string,
  receiver: Receiver,
  roomId: number,
): string {
  return JSON.stringify({
    code: 0,
    msg: event.body.text,
    fromUserId: Number(event.senderId),
    fromUserName: senderName,
    toUserId: Number(receiver.userId),
    toUserName: receiver.name,
    roomId,
    op: 2,
    createTime: '',
  });
}

/** How many are online (op 4), or who they are as well (op 5). */
export function rosterBody({ conversationId, onlineCount, online }: RosterSignal): string {
  // Go leaves out what is 0.
  const count = onlineCount > 0 ? { count: onlineCount } : {};
  if (online === undefined) return JSON.stringify({ ...count, op: 4 });
  const roomUserInfo = Object.fromEntries(online.map(({ userId, name }) => [userId, name]));
  return JSON.stringify({ op: 5, roomId: Number(conversationId), ...count, roomUserInfo });
}

/** `2006-01-02 15:04:05`, by this machine's clock. */
function localTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${day} ${time}`;
}
