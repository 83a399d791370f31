import type {
  Conversation__Output,
  ConversationPage__Output,
  HistoryReply__Output,
  MemberPage__Output,
  SendReply__Output,
} from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { LogEvent } from '@parley/wire';
import type { MemoryAccounts } from './memory-accounts.ts';

interface Conversation {
  id: string;
  kind: string;
  title: string;
  members: Map<string, { role: string; deliveredSeq: number; readSeq: number }>;
  log: LogEvent[];
}

/** Conversations and their logs, kept in memory. What is not one's own does not exist. */
export class MemoryConversations {
  private readonly all = new Map<string, Conversation>();
  private readonly accounts: MemoryAccounts;

  constructor(accounts: MemoryAccounts) {
    this.accounts = accounts;
  }

  create(userId: string, kind: string, title: string, memberIds: string[]): Conversation__Output {
    for (const memberId of memberIds) this.accounts.user(memberId);
    const conversation: Conversation = {
      id: this.accounts.nextId(),
      kind,
      title,
      members: new Map(),
      log: [],
    };
    this.all.set(conversation.id, conversation);
    const userIds = [...new Set([userId, ...memberIds])];
    for (const id of userIds) this.enter(conversation, id, id === userId ? 'owner' : 'member');
    this.append(conversation, userId, { type: 'created', body: { userIds, title: title || null } });
    return this.toOutput(conversation, userId);
  }

  openDirect(userId: string, otherId: string): Conversation__Output {
    this.accounts.user(otherId);
    const known = [...this.all.values()].find(
      one =>
        one.kind === 'direct' &&
        one.members.size === new Set([userId, otherId]).size &&
        one.members.has(userId) &&
        one.members.has(otherId),
    );
    return known ? this.toOutput(known, userId) : this.create(userId, 'direct', '', [otherId]);
  }

  get(userId: string, id: string): Conversation__Output {
    return this.toOutput(this.visible(userId, id), userId);
  }

  list(userId: string, limit: number, cursor: string, rooms = false): ConversationPage__Output {
    const found = [...this.all.values()].filter(one =>
      rooms ? one.kind === 'room' : one.members.has(userId),
    );
    const { page, nextCursor } = cut(found, limit, cursor);
    return { conversations: page.map(one => this.toOutput(one, userId)), nextCursor };
  }

  join(userId: string, id: string): Conversation__Output {
    const conversation = this.visible(userId, id);
    if (!conversation.members.has(userId)) {
      this.enter(conversation, userId, 'member');
      this.append(conversation, userId, { type: 'members-added', body: { userIds: [userId] } });
    }
    return this.toOutput(conversation, userId);
  }

  add(userId: string, id: string, userIds: string[]): void {
    const conversation = this.visible(userId, id);
    for (const added of userIds)
      this.enter(conversation, this.accounts.user(added).userId, 'member');
    this.append(conversation, userId, { type: 'members-added', body: { userIds } });
  }

  remove(userId: string, id: string, otherId: string): void {
    const conversation = this.visible(userId, id);
    if (userId !== otherId && conversation.members.get(userId)?.role !== 'owner') {
      throw new ParleyError('forbidden', 'Only the owner removes members.');
    }
    if (!conversation.members.delete(otherId)) {
      throw new ParleyError('not_found', 'There is no such member.');
    }
    this.append(conversation, userId, { type: 'members-removed', body: { userIds: [otherId] } });
  }

  members(userId: string, id: string, limit: number, cursor: string): MemberPage__Output {
    const { page, nextCursor } = cut([...this.visible(userId, id).members], limit, cursor);
    const members = page.map(([memberId, { role }]) => ({
      user: this.accounts.user(memberId),
      role,
      joinedAtMs: 1,
      deliveredSeq: 0,
      readSeq: 0,
    }));
    return { members, nextCursor };
  }

  send(userId: string, id: string, clientId: string, body: string): SendReply__Output {
    const conversation = this.visible(userId, id);
    const text = JSON.parse(body);
    const first = conversation.log.find(
      one => one.type === 'message' && one.senderId === userId && one.clientId === clientId,
    );
    if (first && JSON.stringify(first.body) !== body) {
      throw new ParleyError('client_id_conflict', 'This clientId was used for another message.');
    }
    const { conversationId, seq, messageId, createdAtMs } =
      first ?? this.append(conversation, userId, { type: 'message', clientId, body: text });
    return { conversationId, seq, messageId, createdAtMs };
  }

  history(
    userId: string,
    id: string,
    from: { afterSeq?: number; beforeSeq?: number },
    limit: number,
  ): HistoryReply__Output {
    const { log } = this.visible(userId, id);
    const { afterSeq, beforeSeq } = from;
    const matching = log.filter(({ seq }) =>
      afterSeq !== undefined ? seq > afterSeq : seq < (beforeSeq ?? 0),
    );
    const page = afterSeq !== undefined ? matching.slice(0, limit) : matching.slice(-limit);
    return { epoch: 1, events: page.map(toBytes), hasMore: page.length < matching.length };
  }

  mark(userId: string, id: string, deliveredSeq: number, readSeq: number): void {
    const own = this.visible(userId, id).members.get(userId);
    if (!own) return;
    own.deliveredSeq = Math.max(own.deliveredSeq, deliveredSeq);
    own.readSeq = Math.max(own.readSeq, readSeq);
  }

  private visible(userId: string, id: string): Conversation {
    const found = this.all.get(id);
    if (found && (found.kind === 'room' || found.members.has(userId))) return found;
    throw new ParleyError('not_found', 'There is no such conversation.');
  }

  private enter(conversation: Conversation, userId: string, role: string): void {
    conversation.members.set(userId, { role, deliveredSeq: 0, readSeq: 0 });
  }

  private append(
    { id, log }: Conversation,
    senderId: string,
    content:
      | Pick<Extract<LogEvent, { type: 'message' }>, 'type' | 'clientId' | 'body'>
      | Pick<Extract<LogEvent, { type: 'created' }>, 'type' | 'body'>
      | Pick<Extract<LogEvent, { type: 'members-added' }>, 'type' | 'body'>
      | Pick<Extract<LogEvent, { type: 'members-removed' }>, 'type' | 'body'>,
  ): LogEvent {
    const event: LogEvent = {
      conversationId: id,
      seq: log.length + 1,
      messageId: this.accounts.nextId(),
      senderId,
      createdAtMs: Date.now(),
      ...content,
    };
    log.push(event);
    return event;
  }

  private toOutput(conversation: Conversation, userId: string): Conversation__Output {
    const { id, kind, title, members, log } = conversation;
    const own = members.get(userId);
    const peerId = [...members.keys()].find(memberId => memberId !== userId) ?? userId;
    const last = log.at(-1);
    return {
      conversationId: id,
      kind,
      title,
      epoch: 1,
      lastSeq: log.length,
      memberCount: members.size,
      createdAtMs: log[0]?.createdAtMs ?? 0,
      lastEventAtMs: last?.createdAtMs ?? 0,
      peer: kind === 'direct' ? this.accounts.user(peerId) : null,
      own: own ? { ...own, visibleFromSeq: 1, unreadCount: 2, mentionCount: 1 } : null,
      lastEvent: last ? toBytes(last) : Buffer.alloc(0),
    };
  }
}

function toBytes(event: LogEvent): Buffer {
  return Buffer.from(JSON.stringify(event));
}

function cut<T>(all: readonly T[], limit: number, cursor: string) {
  const from = Number(cursor || '0');
  const page = all.slice(from, from + limit);
  return { page, nextCursor: from + limit < all.length ? String(from + limit) : '' };
}
