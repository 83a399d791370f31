import type { ServiceError } from '@grpc/grpc-js';
import { LogicClient, type Reply__Output } from '@parley/contracts';
import { type Logger, ParleyError } from '@parley/core';
import type { Registry } from '@parley/registry';
import type { TierCredentials } from './credentials.ts';
import { dialer } from './dial.ts';
import {
  fromRpcError,
  fromServiceError,
  isServiceError,
  isTransportFailure,
  NotSentError,
} from './errors.ts';
import { DEFAULT_EXCHANGE_STREAM_OPTIONS, type ExchangeStreamOptions } from './exchange-stream.ts';
import type { GatewayLoad } from './gateway-load.ts';
import type { LocalTransport } from './local-transport.ts';
import type { LogicExchange, LogicGateway, LogicUnary } from './logic-gateway.ts';
import { type LogicPeer, type NumberedCall, openLogicPeer } from './logic-peer.ts';
import { createPeerSet } from './peer-set.ts';

/** `deadlineMs` holds for unary calls, too. */
export interface LogicGatewayOptions extends ExchangeStreamOptions {
  /** How long calls in hand may take after their instance has vanished, or at close. Default 5,000. */
  graceMs: number;
}

export const DEFAULT_LOGIC_GATEWAY_OPTIONS: LogicGatewayOptions = {
  ...DEFAULT_EXCHANGE_STREAM_OPTIONS,
  graceMs: 5_000,
};

/** Reads: asking twice does no harm, so another instance may be asked when one cannot be reached. */
const RETRIED: ReadonlySet<keyof LogicUnary> = new Set<keyof LogicUnary>([
  'listSessions',
  'getMe',
  'getUsers',
  'findUsers',
  'listConversations',
  'getConversation',
  'listRooms',
  'listMembers',
  'listDeadLetters',
]);

/**
 * Writes into one log. They go to the instance that also takes the messages of that conversation: then
 * one instance has all of its dispatches as a rule, and its watermark meets no gaps.
 */
const BY_CONVERSATION: ReadonlySet<keyof LogicUnary> = new Set<keyof LogicUnary>([
  'joinConversation',
  'leaveConversation',
  'addMembers',
  'removeMember',
]);

/** Where the answer to a call lies in its reply. */
const ANSWERS = {
  send: 'send',
  history: 'history',
  mark: 'done',
  open: 'open',
  heads: 'heads',
  membership: 'membership',
  close: 'done',
  occupy: 'occupy',
  newest: 'newest',
  touch: 'touch',
  presence: 'presence',
  positions: 'positions',
} as const satisfies Record<keyof LogicExchange, keyof Reply__Output>;

/** Connects to every logic instance of the registry, now and as they come and go. */
export async function createLogicGateway(deps: {
  registry: Registry;
  credentials: TierCredentials;
  /** Reaches what is served within this process. Default: nothing is. */
  local?: LocalTransport;
  logger: Logger;
  options?: Partial<LogicGatewayOptions>;
}): Promise<LogicGateway> {
  const options = { ...DEFAULT_LOGIC_GATEWAY_OPTIONS, ...deps.options };
  const dial = dialer(LogicClient, deps);
  const load: GatewayLoad = { pending: 0, refused: 0 };

  const peers = await createPeerSet<LogicPeer>({
    registry: deps.registry,
    service: 'logic',
    graceMs: options.graceMs,
    logger: deps.logger,
    open: ({ instanceId, address }) =>
      openLogicPeer(dial(address), deps.logger.child({ peer: instanceId, address }), options, load),
  });

  return {
    async unary(method, request) {
      const deadline = Date.now() + options.deadlineMs;
      const tried = new Set<LogicPeer>();
      let failure: ServiceError | undefined;
      const key = conversationOf(method, request);
      for (;;) {
        const peer = key === undefined ? peers.next(tried) : peers.forKey(key, tried);
        if (peer === undefined) throw failure ? fromServiceError(failure) : noInstance();
        tried.add(peer);
        try {
          // A method's name says what it resolves to.
          return (await peer.unary(method, request, deadline)) as LogicUnary[typeof method];
        } catch (error) {
          if (!isServiceError(error)) throw error;
          if (!isTransportFailure(error) || !RETRIED.has(method)) throw fromServiceError(error);
          failure = error;
        }
      }
    },

    async exchange(kind, call, key) {
      let tried: Set<LogicPeer> | undefined;
      for (;;) {
        const peer = peers.forKey(key, tried);
        if (peer === undefined) throw noInstance();
        try {
          return answerOf(kind, await peer.exchange(id => numbered(id, kind, call)));
        } catch (error) {
          if (!(error instanceof NotSentError)) throw error;
          tried = (tried ?? new Set()).add(peer);
        }
      }
    },

    load,
    ready: () => peers.healthy,
    close: () => peers.close(),
  };
}

/** The one place where a kind and its call become a message: TypeScript cannot see that they match. */
function numbered(id: number, kind: keyof LogicExchange, call: object): NumberedCall {
  return { id, [kind]: call };
}

function conversationOf(method: keyof LogicUnary, request: object): string | undefined {
  if (!BY_CONVERSATION.has(method) || !('conversationId' in request)) return undefined;
  return String(request.conversationId);
}

function answerOf<K extends keyof LogicExchange>(kind: K, reply: Reply__Output): LogicExchange[K] {
  if (reply.error) throw fromRpcError(reply.error);
  const answer = reply[ANSWERS[kind]];
  if (!answer) throw new ParleyError('internal', `The answer to ${kind} is of another kind.`);
  // As above, the other way.
  return answer as LogicExchange[K];
}

function noInstance(): ParleyError {
  return new ParleyError('unavailable', 'The service cannot be reached.');
}
