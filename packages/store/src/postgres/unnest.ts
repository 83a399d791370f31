import type { MemberRecord } from '../conversations.ts';
import type { EventRecord } from '../event-log.ts';

/** Whole numbers as the text of an array, which the driver would make one by one. */
export function int64s(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}

/** Texts as the text of an array. */
export function texts(values: readonly (string | null)[]): string {
  return `{${values.map(quoted).join(',')}}`;
}

function quoted(text: string | null): string {
  if (text === null) return 'NULL';
  return `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, '\\$&') : text}"`;
}

/** One array per column, in the order of EVENT_COLUMNS, for `unnest`. */
export function unnestEvents(
  events: readonly EventRecord[],
  seqs = int64s(events.map(event => event.seq)),
): string[] {
  return [
    int64s(events.map(event => event.messageId)),
    int64s(events.map(event => event.conversationId)),
    seqs,
    int64s(events.map(event => event.senderId)),
    texts(events.map(event => event.clientId)),
    texts(events.map(event => event.type)),
    texts(events.map(event => event.body)),
    int64s(events.map(event => event.createdAtMs)),
  ];
}

/** One array per column, in the order of MEMBER_COLUMNS, for `unnest`. */
export function unnestMembers(members: readonly MemberRecord[]): string[] {
  return [
    int64s(members.map(member => member.conversationId)),
    int64s(members.map(member => member.userId)),
    texts(members.map(member => member.role)),
    int64s(members.map(member => member.visibleFromSeq)),
    int64s(members.map(member => member.deliveredSeq)),
    int64s(members.map(member => member.readSeq)),
    int64s(members.map(member => member.joinedAtMs)),
  ];
}
