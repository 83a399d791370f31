import type { MemberRecord } from '../conversations.ts';
import type { EventRecord } from '../event-log.ts';

/** One array per column, in the order of EVENT_COLUMNS, for `unnest`. */
export function unnestEvents(events: readonly EventRecord[]) {
  return [
    events.map(event => event.messageId),
    events.map(event => event.conversationId),
    events.map(event => event.seq),
    events.map(event => event.senderId),
    events.map(event => event.clientId),
    events.map(event => event.type),
    events.map(event => event.body),
    events.map(event => event.createdAtMs),
  ];
}

/** One array per column, in the order of MEMBER_COLUMNS, for `unnest`. */
export function unnestMembers(members: readonly MemberRecord[]) {
  return [
    members.map(member => member.conversationId),
    members.map(member => member.userId),
    members.map(member => member.role),
    members.map(member => member.visibleFromSeq),
    members.map(member => member.deliveredSeq),
    members.map(member => member.readSeq),
    members.map(member => member.joinedAtMs),
  ];
}
