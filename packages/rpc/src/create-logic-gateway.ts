import type { ServiceError } from '@grpc/grpc-js';
import { LogicClient } from '@parley/contracts';
import type { Logger } from '@parley/core';
import type { Registry } from '@parley/registry';
import type { TierCredentials } from './credentials.ts';
import { dialer } from './dial.ts';
import { fromServiceError, isServiceError, isTransportFailure } from './errors.ts';
import { DEFAULT_EXCHANGE_STREAM_OPTIONS, type ExchangeStreamOptions } from './exchange-stream.ts';
import type { GatewayLoad } from './gateway-load.ts';
import type { LocalTransport } from './local-transport.ts';
import { LogicCall, noInstance } from './logic-call.ts';
import type { LogicGateway, LogicUnary } from './logic-gateway.ts';
import { type LogicPeer, openLogicPeer } from './logic-peer.ts';
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
 * one instance has all of its dispatches as a rule, and its watermark meets no gaps; and questions for its
 * roster meet each other.
 */
const BY_CONVERSATION: ReadonlySet<keyof LogicUnary> = new Set<keyof LogicUnary>([
  'joinConversation',
  'leaveConversation',
  'addMembers',
  'removeMember',
  'announceRoster',
]);

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

    exchange: (kind, call, key) =>
      new Promise((answered, refused) => {
        new LogicCall(peers, kind, call, key, { answered, refused }).send();
      }),
    ask(kind, call, key, asker) {
      new LogicCall(peers, kind, call, key, asker).send();
    },

    load,
    ready: () => peers.healthy,
    close: () => peers.close(),
  };
}

function conversationOf(method: keyof LogicUnary, request: object): string | undefined {
  if (!BY_CONVERSATION.has(method) || !('conversationId' in request)) return undefined;
  return String(request.conversationId);
}
