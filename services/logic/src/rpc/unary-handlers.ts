import type { LogicHandlers } from '@parley/contracts';
import type { Logger } from '@parley/core';
import { unary as serveUnary } from '@parley/rpc';
import type { UseCases } from '../use-cases.ts';
import type { ResolveCaller } from './caller.ts';
import type { Calls } from './calls.ts';
import { toConversation, toMember, toSignedIn, toUser } from './views.ts';

type UnaryHandlers = Omit<LogicHandlers, 'Exchange'>;

/** Translates the rare calls; every rule is in the use cases. */
export function unaryHandlers(
  useCases: UseCases,
  resolveCaller: ResolveCaller,
  calls: Pick<Calls, 'unary'>,
  logger: Logger,
): UnaryHandlers {
  const unary = <Request, Reply>(carryOut: (request: Request) => Promise<Reply>) =>
    serveUnary((request: Request) => calls.unary(() => carryOut(request)), logger);
  return {
    Register: unary(async request => toSignedIn(await useCases.registerAccount(request))),
    SignIn: unary(async request => toSignedIn(await useCases.signIn(request))),
    Refresh: unary(async ({ refreshToken }) =>
      toSignedIn(await useCases.refreshSession(refreshToken)),
    ),
    SignOut: unary(async ({ caller, sessionId, allOthers }) => {
      const session = await resolveCaller(caller);
      const choice = allOthers
        ? ({ which: 'others' } as const)
        : sessionId === ''
          ? ({ which: 'own' } as const)
          : ({ which: 'one', sessionId } as const);
      return { sessions: await useCases.signOut(session, choice) };
    }),
    ListSessions: unary(async ({ caller }) => {
      const own = await resolveCaller(caller);
      const sessions = await useCases.listSessions(own);
      return {
        sessions: sessions.map(({ sessionId, deviceName, createdAtMs, lastSeenAtMs }) => {
          const current = sessionId === own.sessionId;
          return { sessionId, deviceName, createdAtMs, lastSeenAtMs, current };
        }),
      };
    }),
    GetMe: unary(async ({ caller }) => {
      const session = await resolveCaller(caller);
      const { mode, ...user } = await useCases.getMe(session);
      return { ...toUser(user), presenceMode: mode };
    }),
    GetUsers: unary(async ({ caller, userIds }) => {
      await resolveCaller(caller);
      return { users: (await useCases.getUsers(userIds)).map(toUser) };
    }),
    FindUsers: unary(async ({ caller, prefix, limit }) => {
      await resolveCaller(caller);
      return { users: (await useCases.findUsers(prefix, limit)).map(toUser) };
    }),

    SetPresenceMode: unary(async ({ caller, mode }) => {
      await useCases.setPresenceMode(await resolveCaller(caller), mode);
      return {};
    }),

    ListConversations: unary(async ({ caller, ...input }) => {
      const session = await resolveCaller(caller);
      const page = await useCases.listConversations(session, input);
      return { conversations: page.items.map(toConversation), nextCursor: page.nextCursor ?? '' };
    }),
    GetConversation: unary(async ({ caller, conversationId }) => {
      const session = await resolveCaller(caller);
      return toConversation(await useCases.getConversation(session, conversationId));
    }),
    CreateConversation: unary(async ({ caller, ...input }) => {
      const session = await resolveCaller(caller);
      return toConversation(await useCases.createConversation(session, input));
    }),
    OpenDirect: unary(async ({ caller, userId }) => {
      const session = await resolveCaller(caller);
      return toConversation(await useCases.openDirect(session, userId));
    }),
    ListRooms: unary(async ({ caller, ...input }) => {
      const session = await resolveCaller(caller);
      const page = await useCases.listRooms(session, input);
      return { conversations: page.items.map(toConversation), nextCursor: page.nextCursor ?? '' };
    }),
    JoinConversation: unary(async ({ caller, conversationId }) => {
      const session = await resolveCaller(caller);
      await useCases.joinConversation(session.userId, conversationId);
      return toConversation(await useCases.getConversation(session, conversationId));
    }),
    LeaveConversation: unary(async ({ caller, conversationId }) => {
      await useCases.leaveConversation(await resolveCaller(caller), conversationId);
      return {};
    }),
    ListMembers: unary(async ({ caller, conversationId, ...input }) => {
      const session = await resolveCaller(caller);
      const page = await useCases.listMembers(session, conversationId, input);
      return { members: page.items.map(toMember), nextCursor: page.nextCursor ?? '' };
    }),
    AnnounceRoster: unary(async ({ caller, conversationId, withNames }) => {
      await useCases.announceRoster(await resolveCaller(caller), conversationId, withNames);
      return {};
    }),
    AddMembers: unary(async ({ caller, conversationId, userIds }) => {
      await useCases.addMembers(await resolveCaller(caller), conversationId, userIds);
      return {};
    }),
    RemoveMember: unary(async ({ caller, conversationId, userId }) => {
      await useCases.removeMember(await resolveCaller(caller), conversationId, userId);
      return {};
    }),
    ListDeadLetters: unary(async ({ caller, ...input }) => {
      const page = await useCases.listDeadLetters(await resolveCaller(caller), input);
      return { deadLetters: page.items, nextCursor: page.nextCursor ?? '', total: page.total };
    }),
    ReplayDeadLetters: unary(async ({ caller, ...selection }) =>
      useCases.replayDeadLetters(await resolveCaller(caller), selection),
    ),
    PurgeDeadLetters: unary(async ({ caller, ...selection }) =>
      useCases.purgeDeadLetters(await resolveCaller(caller), selection),
    ),
  };
}
