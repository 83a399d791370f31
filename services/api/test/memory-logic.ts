import type * as Proto from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { LogicExchange, LogicGateway, LogicUnary } from '@parley/rpc';
import { MemoryAccounts } from './memory-accounts.ts';
import { MemoryConversations } from './memory-conversations.ts';
import { MemoryDeadLetters } from './memory-dead-letters.ts';
import { MemoryGuests } from './memory-guests.ts';

type Unary = { [M in keyof LogicUnary]: (request: never) => LogicUnary[M] };
type Exchange = {
  [K in keyof LogicExchange &
    ('send' | 'history' | 'mark' | 'presence' | 'guestSend' | 'guestPull')]: (
    call: never,
  ) => LogicExchange[K];
};

/** logic for the tests of this package: the port, carried out in memory. */
export class MemoryLogic implements LogicGateway {
  readonly accounts = new MemoryAccounts();
  readonly conversations = new MemoryConversations(this.accounts);
  readonly admins = new Set<string>();
  readonly deadLetters = new MemoryDeadLetters();
  readonly guests = new MemoryGuests();
  readonly load = { pending: 0, refused: 0 };
  /** What the api has asked, newest last; `key` is that of an exchange. */
  readonly asked: { method: string; request: unknown; key?: string }[] = [];
  /** Thrown instead of the next answer. */
  nextFailure: unknown;

  private readonly unaries: Unary = {
    register: (r: Proto.RegisterRequest) =>
      this.accounts.register(r.name ?? '', r.password ?? '', r.displayName, r.deviceName),
    signIn: (r: Proto.SignInRequest) =>
      this.accounts.signIn(r.name ?? '', r.password ?? '', r.deviceName),
    refresh: (r: Proto.RefreshRequest) => this.accounts.refresh(r.refreshToken ?? ''),
    signOut: (r: Proto.SignOutRequest) => ({
      sessions: this.accounts.signOut(r.caller, r.sessionId, r.allOthers),
    }),
    listSessions: (r: Proto.CallerRequest) => ({ sessions: this.accounts.sessionsOf(r.caller) }),
    getMe: (r: Proto.CallerRequest) => this.accounts.user(this.accounts.userIdOf(r.caller)),
    getUsers: (r: Proto.GetUsersRequest) => {
      this.accounts.userIdOf(r.caller);
      return { users: this.people(user => r.userIds?.includes(user.userId) === true) };
    },
    findUsers: (r: Proto.FindUsersRequest) => {
      this.accounts.userIdOf(r.caller);
      return { users: this.people(user => user.name.startsWith(r.prefix ?? '')).slice(0, r.limit) };
    },
    setPresenceMode: (r: Proto.SetPresenceModeRequest) => {
      const userId = this.accounts.userIdOf(r.caller);
      this.accounts.user(userId).presenceMode = r.mode ?? '';
      return {};
    },
    listConversations: (r: Proto.ListConversationsRequest) =>
      this.conversations.list(this.accounts.userIdOf(r.caller), r.limit ?? 0, r.cursor ?? ''),
    listRooms: (r: Proto.ListRoomsRequest) =>
      this.conversations.list(this.accounts.userIdOf(r.caller), r.limit ?? 0, r.cursor ?? '', true),
    announceRoster: (r: Proto.AnnounceRosterRequest) => {
      this.conversations.get(this.accounts.userIdOf(r.caller), r.conversationId ?? '');
      return {};
    },
    getConversation: (r: Proto.ConversationRequest) =>
      this.conversations.get(this.accounts.userIdOf(r.caller), r.conversationId ?? ''),
    createConversation: (r: Proto.CreateConversationRequest) => {
      const userId = this.accounts.userIdOf(r.caller);
      return this.conversations.create(userId, r.kind ?? '', r.title ?? '', r.memberIds ?? []);
    },
    openDirect: (r: Proto.OpenDirectRequest) =>
      this.conversations.openDirect(this.accounts.userIdOf(r.caller), r.userId ?? ''),
    joinConversation: (r: Proto.ConversationRequest) =>
      this.conversations.join(this.accounts.userIdOf(r.caller), r.conversationId ?? ''),
    leaveConversation: (r: Proto.ConversationRequest) => {
      const userId = this.accounts.userIdOf(r.caller);
      this.conversations.remove(userId, r.conversationId ?? '', userId);
      return {};
    },
    listMembers: (r: Proto.ListMembersRequest) => {
      const userId = this.accounts.userIdOf(r.caller);
      return this.conversations.members(
        userId,
        r.conversationId ?? '',
        r.limit ?? 0,
        r.cursor ?? '',
      );
    },
    addMembers: (r: Proto.MembersRequest) => {
      const userId = this.accounts.userIdOf(r.caller);
      this.conversations.add(userId, r.conversationId ?? '', r.userIds ?? []);
      return {};
    },
    removeMember: (r: Proto.RemoveMemberRequest) => {
      const userId = this.accounts.userIdOf(r.caller);
      this.conversations.remove(userId, r.conversationId ?? '', r.userId ?? '');
      return {};
    },
    listDeadLetters: (r: Proto.ListDeadLettersRequest) => {
      this.requireAdmin(r.caller);
      return this.deadLetters.list(r.limit ?? 0, r.cursor ?? '');
    },
    replayDeadLetters: (r: Proto.DeadLettersRequest) => {
      this.requireAdmin(r.caller);
      return this.deadLetters.remove(r.ids ?? [], r.all ?? false);
    },
    purgeDeadLetters: (r: Proto.DeadLettersRequest) => {
      this.requireAdmin(r.caller);
      return this.deadLetters.remove(r.ids ?? [], r.all ?? false);
    },
  };

  private readonly exchanges: Exchange = {
    send: (call: Proto.SendCall) => {
      const userId = this.accounts.userIdOf(call.caller);
      const { conversationId = '', clientId = '', body = '' } = call;
      return this.conversations.send(userId, conversationId, clientId, body);
    },
    history: ({ caller, conversationId = '', limit = 0, ...from }: Proto.HistoryCall) => {
      const userId = this.accounts.userIdOf(caller);
      const seqs = {
        ...(from.afterSeq === undefined ? {} : { afterSeq: Number(from.afterSeq) }),
        ...(from.beforeSeq === undefined ? {} : { beforeSeq: Number(from.beforeSeq) }),
      };
      return this.conversations.history(userId, conversationId, seqs, limit);
    },
    presence: ({ caller, userIds = [] }: Proto.PresenceCall) => {
      this.accounts.userIdOf(caller);
      return {
        presences: userIds.map((userId, i) => ({
          userId,
          status: i === 0 ? 'online' : 'offline',
          version: 7,
          lastSeenAtMs: i,
        })),
      };
    },
    guestSend: (call: Proto.GuestSendCall) => this.guests.send(call),
    guestPull: (call: Proto.GuestPullCall) => this.guests.pull(call),
    mark: (call: Proto.MarkCall) => {
      const userId = this.accounts.userIdOf(call.caller);
      const { conversationId = '', deliveredSeq = 0, readSeq = 0 } = call;
      this.conversations.mark(userId, conversationId, Number(deliveredSeq), Number(readSeq));
      return {};
    },
  };

  unary: LogicGateway['unary'] = async (method, request) => {
    this.asked.push({ method, request });
    this.failIfToldTo();
    return this.unaries[method](request as never);
  };

  exchange: LogicGateway['exchange'] = async (kind, call, key) => {
    this.asked.push({ method: kind, request: call, key });
    this.failIfToldTo();
    const carryOut = kind in this.exchanges ? this.exchanges[kind as keyof Exchange] : undefined;
    if (!carryOut) throw new ParleyError('unknown_op', `the api does not ask for ${kind}`);
    return carryOut(call as never) as LogicExchange[typeof kind];
  };

  ask: LogicGateway['ask'] = (kind, call, key, asker) => {
    this.exchange(kind, call, key).then(
      answer => asker.answered(answer),
      error => asker.refused(error),
    );
  };

  ready(): boolean {
    return true;
  }

  async close(): Promise<void> {}

  private requireAdmin(caller: Proto.Caller | null | undefined): void {
    if (this.admins.has(this.accounts.userIdOf(caller))) return;
    throw new ParleyError('forbidden', 'Only admins may do this.');
  }

  private people(wanted: (user: Proto.User__Output) => boolean): Proto.User__Output[] {
    return [...this.accounts.users.values()].filter(wanted);
  }

  private failIfToldTo(): void {
    const failure = this.nextFailure;
    this.nextFailure = undefined;
    if (failure !== undefined) throw failure;
  }
}
