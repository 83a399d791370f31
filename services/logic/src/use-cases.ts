import type { Clock, Logger, Turnstile } from '@parley/core';
import type { Queue } from '@parley/queue';
import type { SessionStore } from '@parley/session-store';
import type { Store } from '@parley/store';
import type { GroupCommitter } from './append/group-committer.ts';
import { announcer, conversationChanger } from './change-conversation.ts';
import { type DeadLetterQueue, deadLetterDesk } from './dead-letters/dead-letter-desk.ts';
import { socketCloser } from './dispatch/close-sockets.ts';
import type { Dispatcher } from './dispatch/dispatcher.ts';
import type { PublishSignals } from './dispatch/publish-signals.ts';
import type { Rosters } from './dispatch/rosters.ts';
import { bodyChecker } from './domain/message-body.ts';
import { adminRequirer } from './domain/require-admin.ts';
import { GuestChats } from './guests/guest-chats.ts';
import { createLookups } from './lookups.ts';
import type { LogicOptions } from './options.ts';
import type { Passwords } from './passwords.ts';
import { introducer } from './presence/introduce.ts';
import type { PresenceTeller } from './presence/presence-teller.ts';
import { authenticator, sessionAsker, sessionRequirer, tokenAsker } from './tokens/authenticate.ts';
import { accessTokens as createAccessTokens } from './tokens/jwt.ts';
import { opaqueTokens as createOpaqueTokens } from './tokens/opaque-tokens.ts';
import { refreshTokens as createRefreshTokens } from './tokens/refresh-tokens.ts';
import { opaqueTokenIssuer, tokenIssuer } from './tokens/session-tokens.ts';
import { signingKeys } from './tokens/signing-keys.ts';
import { sessionStarter } from './tokens/start-session.ts';
import { addMembers } from './use-cases/add-members.ts';
import { announceRoster } from './use-cases/announce-roster.ts';
import { closeConnections } from './use-cases/close-connections.ts';
import { createConversation } from './use-cases/create-conversation.ts';
import { findUsers } from './use-cases/find-users.ts';
import { getConversation as createGetConversation } from './use-cases/get-conversation.ts';
import { getMe } from './use-cases/get-me.ts';
import { getUsers } from './use-cases/get-users.ts';
import { joinConversation as createJoinConversation } from './use-cases/join-conversation.ts';
import { leaveConversation as createLeaveConversation } from './use-cases/leave-conversation.ts';
import { listConversations } from './use-cases/list-conversations.ts';
import { listDeadLetters } from './use-cases/list-dead-letters.ts';
import { listMembers } from './use-cases/list-members.ts';
import { listRooms } from './use-cases/list-rooms.ts';
import { listSessions } from './use-cases/list-sessions.ts';
import type { MarkPositions } from './use-cases/mark-positions.ts';
import { occupyConversations } from './use-cases/occupy-conversations.ts';
import { openConnection } from './use-cases/open-connection.ts';
import { openDirect } from './use-cases/open-direct.ts';
import { pullAsGuest } from './use-cases/pull-as-guest.ts';
import { readHeads } from './use-cases/read-heads.ts';
import { readHistory } from './use-cases/read-history.ts';
import { readMembers } from './use-cases/read-members.ts';
import { readNewest } from './use-cases/read-newest.ts';
import { readPositions } from './use-cases/read-positions.ts';
import { readPresence } from './use-cases/read-presence.ts';
import { refreshSession } from './use-cases/refresh-session.ts';
import { registerAccount } from './use-cases/register-account.ts';
import { removeMember } from './use-cases/remove-member.ts';
import { sendAsGuest } from './use-cases/send-as-guest.ts';
import { sendMessage as createSendMessage } from './use-cases/send-message.ts';
import { setPresenceMode } from './use-cases/set-presence-mode.ts';
import { signIn } from './use-cases/sign-in.ts';
import { signOut } from './use-cases/sign-out.ts';
import { touchConnections } from './use-cases/touch-connections.ts';
import { workDeadLetters } from './use-cases/work-dead-letters.ts';
import { conversationDescriber } from './views/describe-conversations.ts';

export interface UseCasePorts {
  store: Store;
  queue: Pick<Queue, 'publish'> & DeadLetterQueue;
  sessionStore: SessionStore;
  committer: Pick<GroupCommitter, 'add'>;
  dispatcher: Pick<Dispatcher, 'add'>;
  marks: Pick<MarkPositions, 'mark'>;
  presence: Pick<PresenceTeller, 'tell' | 'saw'>;
  publishSignals: PublishSignals;
  rosters: Pick<Rosters, 'ask'>;
  reads: Pick<Turnstile, 'pass'>;
  passwords: Passwords;
  nextId: () => string;
  clock: Clock;
  logger: Logger;
  options: LogicOptions;
}

export type UseCases = ReturnType<typeof createUseCases>;

/** Gives every use case the narrow ports that it asks for. */
export function createUseCases(ports: UseCasePorts) {
  const { store, sessionStore, clock, options, nextId } = ports;
  const { accounts, sessions, conversations, log } = store;

  const keys = signingKeys(options.jwtSecrets);
  const accessTokens = createAccessTokens(keys);
  const refreshTokens = createRefreshTokens(keys);
  const opaqueTokens = createOpaqueTokens(keys);
  const askSession = sessionAsker(sessions);
  const requireSession = sessionRequirer(askSession);
  const askWhose = tokenAsker({ askSession, tokens: accessTokens, opaqueTokens, clock });
  const authenticate = authenticator(askWhose);
  const issueTokens = tokenIssuer({ accessTokens, refreshTokens, clock, options });
  const issueOpaqueToken = opaqueTokenIssuer({ opaqueTokens, refreshTokens, clock, options });
  const startSession = sessionStarter({
    sessions,
    issueTokens,
    issueOpaqueToken,
    nextId,
    clock,
    options,
  });
  const closeSockets = socketCloser(ports);
  const introduce = introducer({ ...ports, accounts });

  const lookups = createLookups(conversations);
  const findAccess = lookups.access;
  const describeConversations = conversationDescriber({ log, accounts, conversations });
  const announce = announcer(ports.dispatcher, clock);
  const changeConversation = conversationChanger({ conversations, announce });
  const requireAdmin = adminRequirer(accounts);
  const operating = { ...ports, desk: deadLetterDesk(ports.queue), requireAdmin };
  const drafting = { nextId, clock };
  const changing = { changeConversation, ...drafting };

  const checkBody = bodyChecker(options.limits);
  const sendMessage = createSendMessage({ committer: ports.committer, checkBody, ...drafting });
  const chats = new GuestChats({ accounts, conversations, ...drafting });
  const getConversation = createGetConversation({ lookups, describeConversations });
  const joinConversation = createJoinConversation(changing);
  const leaveConversation = createLeaveConversation({ conversations, findAccess, ...changing });

  return {
    askWhose,
    authenticate,
    registerAccount: registerAccount({ ...ports, accounts, joinConversation, startSession }),
    signIn: signIn({ ...ports, accounts, startSession }),
    refreshSession: refreshSession({
      sessions,
      accounts,
      refreshTokens,
      issueTokens,
      closeSockets,
      clock,
      options,
    }),
    signOut: signOut({ sessions, closeSockets }),
    listSessions: listSessions({ sessions, clock }),
    getMe: getMe({ accounts }),
    getUsers: getUsers({ accounts, options }),
    findUsers: findUsers({ accounts, options }),
    readPresence: readPresence({ ...ports, accounts }),
    setPresenceMode: setPresenceMode({ ...ports, accounts }),

    listConversations: listConversations({
      lookups,
      describeConversations,
      options,
    }),
    getConversation,
    createConversation: createConversation({
      conversations,
      accounts,
      announce,
      getConversation,
      options,
      ...drafting,
    }),
    openDirect: openDirect({ conversations, accounts, getConversation, ...drafting }),
    listRooms: listRooms({ conversations, describeConversations, options }),
    joinConversation,
    leaveConversation,
    listMembers: listMembers({ conversations, accounts, findAccess, options }),
    announceRoster: announceRoster({ ...ports, findAccess }),
    addMembers: addMembers({ accounts, options, ...changing }),
    removeMember: removeMember({ leaveConversation, ...changing }),

    listDeadLetters: listDeadLetters(operating),
    replayDeadLetters: workDeadLetters('replay', operating),
    purgeDeadLetters: workDeadLetters('purge', operating),

    sendMessage,
    sendAsGuest: sendAsGuest({ chats, checkBody, sendMessage, options }),
    pullAsGuest: pullAsGuest({ chats, log, lookups, reads: ports.reads, options }),
    readHistory: readHistory({ log, findAccess, reads: ports.reads, options }),
    markPositions: ports.marks.mark,
    openConnection: openConnection({
      ...ports,
      authenticate,
      requireSession,
      lookups,
      introduce,
    }),
    readPositions: readPositions({ conversations, lookups, options }),
    readHeads: readHeads({ lookups }),
    readMembers: readMembers({ conversations }),
    readNewest: readNewest({ conversations, log }),
    closeConnections: closeConnections(ports),
    occupyConversations: occupyConversations({ sessionStore }),
    touchConnections: touchConnections({ ...ports, sessions, closeSockets, introduce }),
  };
}
