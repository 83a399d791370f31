import { ConnectClient, type PushReply__Output, type PushRequest } from '@parley/contracts';
import { type Logger, ParleyError } from '@parley/core';
import type { Registry } from '@parley/registry';
import type { ConnectGateway } from './connect-gateway.ts';
import type { TierCredentials } from './credentials.ts';
import { dialer } from './dial.ts';
import { fromRpcError } from './errors.ts';
import {
  DEFAULT_EXCHANGE_STREAM_OPTIONS,
  type ExchangeMethod,
  ExchangeStream,
  type ExchangeStreamOptions,
} from './exchange-stream.ts';
import type { GatewayLoad } from './gateway-load.ts';
import { dispatchBytes } from './item-bytes.ts';
import type { Link } from './link.ts';
import type { LocalTransport } from './local-transport.ts';
import { createPeerSet, type Peer } from './peer-set.ts';
import type { Asker } from './pending-calls.ts';

export interface ConnectGatewayOptions extends ExchangeStreamOptions {
  /** How long pushes in hand may take after their node has vanished, or at close. Default 2,000. */
  graceMs: number;
}

export const DEFAULT_CONNECT_GATEWAY_OPTIONS: ConnectGatewayOptions = {
  ...DEFAULT_EXCHANGE_STREAM_OPTIONS,
  graceMs: 2_000,
};

type NumberedPush = PushRequest & { id: number };

type PushMethod = ExchangeMethod<NumberedPush, PushReply__Output, PushRequest, PushReply__Output>;

interface ConnectPeer extends Peer {
  /** As `ExchangeStream.ask`. */
  push(call: NumberedPush, asker: Asker<PushReply__Output>): void;
}

/** Connects to every connect node of the registry, now and as they come and go. */
export async function createConnectGateway(deps: {
  registry: Registry;
  credentials: TierCredentials;
  /** Reaches what is served within this process. Default: nothing is. */
  local?: LocalTransport;
  logger: Logger;
  options?: Partial<ConnectGatewayOptions>;
}): Promise<ConnectGateway> {
  const options = { ...DEFAULT_CONNECT_GATEWAY_OPTIONS, ...deps.options };
  const dial = dialer(ConnectClient, deps);
  const load: GatewayLoad = { pending: 0, refused: 0 };

  const openPeer = (link: Link, logger: Logger): ConnectPeer => {
    const method: PushMethod = {
      open: () => link.stream('push'),
      // A push is a frame already.
      maxItemsPerFrame: 1,
      toFrame: ([push]) => push ?? {},
      bytesOf: pushBytes,
      replies: reply => [reply],
    };
    const stream = new ExchangeStream(method, logger, options, load);
    return {
      push: (call, asker) => stream.ask(call, asker),
      get healthy() {
        return stream.healthy;
      },
      async close(graceMs) {
        await stream.close(graceMs);
        link.close();
      },
    };
  };

  const peers = await createPeerSet<ConnectPeer>({
    registry: deps.registry,
    service: 'connect',
    graceMs: options.graceMs,
    logger: deps.logger,
    open: ({ instanceId, address }) =>
      openPeer(dial(address), deps.logger.child({ peer: instanceId, address })),
  });

  return {
    load,
    live: () => peers.ids(),
    onGone: listener => peers.onGone(listener),
    async push(serverId, dispatches) {
      const peer = peers.get(serverId);
      if (peer === undefined) {
        throw new ParleyError('unavailable', `Node ${serverId} is not registered.`);
      }
      const reply = await new Promise<PushReply__Output>((answered, refused) => {
        peer.push({ id: 0, dispatches: [...dispatches] }, { answered, refused });
      });
      if (reply.error) throw fromRpcError(reply.error);
      return { deliveries: reply.deliveries };
    },
    close: () => peers.close(),
  };
}

function pushBytes(push: PushRequest): number {
  return (push.dispatches ?? []).reduce((bytes, dispatch) => bytes + dispatchBytes(dispatch), 0);
}
