import { compareIds, ParleyError } from '@parley/core';
import {
  type Comparison,
  type ConversationHead,
  type ConversationKind,
  type ConversationPositions,
  type ConversationView,
  type EventsView,
  type Head,
  type LogEvent,
  type MessageBody,
  type MessageEvent,
  UNREAD_EVENTS,
  type UserView,
} from '@parley/wire';

export interface FakeLog {
  conversationId: string;
  kind: ConversationKind;
  title: string | null;
  epoch: number;
  events: LogEvent[];
  members: Map<string, { visibleFromSeq: number; deliveredSeq: number; readSeq: number }>;
}

type Query = { afterSeq?: number; beforeSeq?: number; limit: number };

/** The conversations of a fake server. */
export class FakeLogs {
  readonly all = new Map<string, FakeLog>();
  headsPerFrame = 500;
  private nextMessageId = 1;

  create(kind: ConversationKind, title: string | null, members: UserView[]): FakeLog {
    const log: FakeLog = {
      conversationId: String(this.all.size + 1),
      kind,
      title,
      epoch: 1,
      events: [],
      members: new Map(),
    };
    for (const { userId } of members) {
      log.members.set(userId, { visibleFromSeq: 1, deliveredSeq: 0, readSeq: 0 });
    }
    this.all.set(log.conversationId, log);
    return log;
  }

  /** The conversation of these people, made if there was none. */
  openDirect(...people: UserView[]): FakeLog {
    const isTheirs = ({ kind, members }: FakeLog) =>
      kind === 'direct' && people.every(({ userId }) => members.has(userId));
    return [...this.all.values()].find(isTheirs) ?? this.create('direct', null, people);
  }

  get(conversationId: string): FakeLog {
    const log = this.all.get(conversationId);
    if (log === undefined) throw new ParleyError('not_found', 'There is no such conversation.');
    return log;
  }

  append(
    senderId: string,
    conversationId: string,
    clientId: string,
    body: MessageBody,
  ): { event: MessageEvent; isNew: boolean } {
    const log = this.get(conversationId);
    const old = log.events.find(
      event =>
        event.type === 'message' && event.senderId === senderId && event.clientId === clientId,
    );
    if (old?.type === 'message') return { event: old, isNew: false };
    const event: MessageEvent = {
      ...this.base(log, senderId),
      type: 'message',
      clientId,
      body,
    };
    log.events.push(event);
    return { event, isNew: true };
  }

  changeMembers(conversationId: string, type: 'members-added' | 'members-removed', userId: string) {
    const log = this.get(conversationId);
    const event: LogEvent = { ...this.base(log, userId), type, body: { userIds: [userId] } };
    log.events.push(event);
    if (type === 'members-removed') log.members.delete(userId);
    else log.members.set(userId, { visibleFromSeq: event.seq, deliveredSeq: 0, readSeq: 0 });
    return event;
  }

  page(userId: string, conversationId: string, query: Query): EventsView {
    const log = this.get(conversationId);
    const own = log.members.get(userId);
    if (own === undefined) throw new ParleyError('not_a_member', 'You are not a member.');
    const visible = log.events.filter(event => event.seq >= own.visibleFromSeq);
    const { afterSeq, beforeSeq, limit } = query;
    if (afterSeq !== undefined) {
      const after = visible.filter(event => event.seq > afterSeq);
      return { epoch: log.epoch, events: after.slice(0, limit), hasMore: after.length > limit };
    }
    const before = visible.filter(event => event.seq < (beforeSeq ?? 0));
    return { epoch: log.epoch, events: before.slice(-limit), hasMore: before.length > limit };
  }

  /** At most `headsPerFrame` heads at once, as the real one. */
  compare(
    userId: string,
    afterId: string,
    { heads, upToId = '9'.repeat(16) }: { heads: Head[]; upToId?: string },
  ): Comparison {
    const isWithin = (id: string) => compareIds(id, afterId) > 0 && compareIds(id, upToId) <= 0;
    const held = new Map(heads.map(head => [head.conversationId, head]));
    const differing = [...this.all.values()]
      .filter(log => isWithin(log.conversationId) && log.members.has(userId))
      .map(log => this.head(log, userId))
      .filter(({ conversationId, lastSeq, epoch, readSeq }) => {
        const head = held.get(conversationId);
        const same = head?.seq === lastSeq && head.epoch === epoch;
        return !same || (head.readSeq ?? readSeq) !== readSeq;
      });
    const some = differing.slice(0, this.headsPerFrame);
    const cutAt = some.length < differing.length ? some.at(-1)?.conversationId : undefined;
    const isGone = (id: string) => this.all.get(id)?.members.has(userId) !== true;
    const gone = [...held.keys()].filter(
      id => isGone(id) && isWithin(id) && compareIds(id, cutAt ?? upToId) <= 0,
    );
    const reached = cutAt ?? (upToId.length < 16 ? upToId : undefined);
    return { heads: some, gone, ...(reached === undefined ? {} : { upToId: reached }) };
  }

  head(log: FakeLog, userId: string): ConversationHead {
    const own = log.members.get(userId) ?? { visibleFromSeq: 1, deliveredSeq: 0, readSeq: 0 };
    const { conversationId, kind, epoch, events } = log;
    return { conversationId, kind, epoch, lastSeq: events.length, ...own };
  }

  view(log: FakeLog, userId: string, users: readonly UserView[]): ConversationView {
    const own = log.members.get(userId);
    const last = log.events.at(-1);
    const peerId = [...log.members.keys()].find(id => id !== userId) ?? userId;
    return {
      conversationId: log.conversationId,
      kind: log.kind,
      title: log.title,
      epoch: log.epoch,
      lastSeq: log.events.length,
      memberCount: log.members.size,
      createdAtMs: 0,
      lastEventAtMs: last?.createdAtMs ?? 0,
      peer: log.kind === 'direct' ? (users.find(one => one.userId === peerId) ?? null) : null,
      own: own === undefined ? null : { role: 'member', ...own, ...this.counts(log, userId) },
      lastEvent: last ?? null,
    };
  }

  positions(conversationId: string): ConversationPositions {
    const members = [...this.get(conversationId).members].map(([userId, own]) => ({
      userId,
      ...own,
    }));
    return { conversationId, members, tooMany: false };
  }

  /** What a user has not read: of others' messages, and of those that mention the user. */
  counts(log: FakeLog, userId: string): { unreadCount: number; mentionCount: number } {
    const own = log.members.get(userId) ?? { visibleFromSeq: 1, readSeq: 0 };
    const from = Math.max(own.readSeq, own.visibleFromSeq - 1);
    const unread = log.events
      .slice(from, from + UNREAD_EVENTS)
      .filter(event => event.type === 'message' && event.senderId !== userId);
    const mentions = unread.filter(
      event => event.type === 'message' && event.body.mentions?.includes(userId) === true,
    );
    return { unreadCount: unread.length, mentionCount: mentions.length };
  }

  private base(log: FakeLog, senderId: string) {
    return {
      conversationId: log.conversationId,
      seq: log.events.length + 1,
      messageId: String(this.nextMessageId++),
      senderId,
      createdAtMs: Date.now(),
    };
  }
}
