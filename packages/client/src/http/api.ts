import type { ConversationId, SessionId, UserId } from '@parley/core';
import type {
  ConversationView,
  EventsView,
  MemberView,
  MeView,
  PageView,
  Presence,
  PresenceMode,
  SessionView,
  UserView,
} from '@parley/wire';
import type { Authorized } from './authorized.ts';

export interface PageQuery {
  limit?: number;
  /** `nextCursor` of the page before. */
  cursor?: string;
}
/** Exactly one of `afterSeq` (going up) and `beforeSeq` (going back). */
export interface HistoryQuery {
  afterSeq?: number;
  beforeSeq?: number;
  limit: number;
}

/** What the answers tell the rest of the client, so that its lists change at once. */
export interface ApiListener {
  opened(view: ConversationView): void;
  left(conversationId: ConversationId): void;
  users(views: UserView[]): void;
}

/** The HTTP API, typed. Every method rejects with a ParleyError. */
export class Api {
  private readonly call: Authorized;
  private readonly tell: ApiListener;

  constructor(call: Authorized, tell: ApiListener) {
    this.call = call;
    this.tell = tell;
  }

  getMe(): Promise<MeView> {
    return this.call({ method: 'GET', path: '/v1/me' });
  }

  async setPresenceMode(mode: PresenceMode): Promise<void> {
    await this.call({ method: 'PUT', path: '/v1/me/presence', body: { mode } });
  }

  /** How people are now; at most 100 ids. `client.presence` follows them. */
  async getPresence(ids: readonly UserId[]): Promise<Presence[]> {
    const query = { ids: ids.join(',') };
    const { items } = await this.call<{ items: Presence[] }>({
      method: 'GET',
      path: '/v1/users/presence',
      query,
    });
    return items;
  }

  /** At most 100 ids; unknown ones are left out. */
  async getUsers(ids: readonly UserId[]): Promise<UserView[]> {
    const query = { ids: ids.join(',') };
    const { items } = await this.call<{ items: UserView[] }>({
      method: 'GET',
      path: '/v1/users',
      query,
    });
    return this.seen(items);
  }

  /** People whose name or display name begins with `prefix`. */
  async searchUsers(prefix: string, limit = 20): Promise<UserView[]> {
    const { items } = await this.call<{ items: UserView[] }>({
      method: 'GET',
      path: '/v1/users/search',
      query: { prefix, limit },
    });
    return this.seen(items);
  }

  /** The caller's conversations, the most recently active first. */
  listConversations(page: PageQuery = {}): Promise<PageView<ConversationView>> {
    return this.call({ method: 'GET', path: '/v1/conversations', query: { ...page } });
  }

  getConversation(id: ConversationId): Promise<ConversationView> {
    return this.call({ method: 'GET', path: `/v1/conversations/${encodeURIComponent(id)}` });
  }

  createConversation(input: {
    kind: 'group' | 'room';
    title: string;
    memberIds?: readonly UserId[];
  }): Promise<ConversationView> {
    const body = { kind: input.kind, title: input.title, memberIds: input.memberIds ?? [] };
    return this.opened(this.call({ method: 'POST', path: '/v1/conversations', body }));
  }

  /** The conversation of the two, made if there was none; with oneself, notes. */
  openDirect(userId: UserId): Promise<ConversationView> {
    return this.opened(this.call({ method: 'POST', path: '/v1/directs', body: { userId } }));
  }

  /** Rooms that anyone may join; `own` is null where the caller is no member. */
  listRooms(page: PageQuery = {}): Promise<PageView<ConversationView>> {
    return this.call({ method: 'GET', path: '/v1/rooms', query: { ...page } });
  }

  join(id: ConversationId): Promise<ConversationView> {
    return this.opened(this.call({ method: 'PUT', path: `${membersPath(id)}/me` }));
  }

  async leave(id: ConversationId): Promise<void> {
    await this.call({ method: 'DELETE', path: `${membersPath(id)}/me` });
    this.tell.left(id);
  }

  async listMembers(id: ConversationId, page: PageQuery = {}): Promise<PageView<MemberView>> {
    const found = await this.call<PageView<MemberView>>({
      method: 'GET',
      path: membersPath(id),
      query: { ...page },
    });
    this.seen(found.items.map(member => member.user));
    return found;
  }

  async addMembers(id: ConversationId, userIds: readonly UserId[]): Promise<void> {
    await this.call({ method: 'POST', path: membersPath(id), body: { userIds } });
  }

  async removeMember(id: ConversationId, userId: UserId): Promise<void> {
    await this.call({ method: 'DELETE', path: `${membersPath(id)}/${encodeURIComponent(userId)}` });
  }

  getEvents(id: ConversationId, query: HistoryQuery): Promise<EventsView> {
    const path = `/v1/conversations/${encodeURIComponent(id)}/events`;
    return this.call({ method: 'GET', path, query: { ...query } });
  }

  /** Moves the own positions; resolves when the server has written them down. */
  async markPosition(
    id: ConversationId,
    position: { deliveredSeq?: number; readSeq?: number },
  ): Promise<void> {
    const path = `/v1/conversations/${encodeURIComponent(id)}/position`;
    await this.call({ method: 'PUT', path, body: { ...position } });
  }

  async listSessions(): Promise<SessionView[]> {
    const { items } = await this.call<{ items: SessionView[] }>({
      method: 'GET',
      path: '/v1/sessions',
    });
    return items;
  }

  /** Signs another device out. */
  async endSession(sessionId: SessionId): Promise<void> {
    await this.call({ method: 'DELETE', path: `/v1/sessions/${encodeURIComponent(sessionId)}` });
  }

  async endOtherSessions(): Promise<void> {
    await this.call({ method: 'DELETE', path: '/v1/sessions/others' });
  }

  async endCurrentSession(): Promise<void> {
    await this.call({ method: 'DELETE', path: '/v1/sessions/current' });
  }

  private async opened(answer: Promise<ConversationView>): Promise<ConversationView> {
    const view = await answer;
    this.tell.opened(view);
    return view;
  }

  private seen(users: UserView[]): UserView[] {
    this.tell.users(users);
    return users;
  }
}

function membersPath(id: ConversationId): string {
  return `/v1/conversations/${encodeURIComponent(id)}/members`;
}
