import type { CallOptions, Metadata, requestCallback } from '@grpc/grpc-js';
import type {
  Call,
  ExchangeReply__Output,
  ExchangeRequest,
  LogicClientType,
  Reply__Output,
} from '@parley/contracts';
import { type Logger, ParleyError } from '@parley/core';
import {
  type ExchangeMethod,
  ExchangeStream,
  type ExchangeStreamOptions,
} from './exchange-stream.ts';
import type { GatewayLoad } from './gateway-load.ts';
import { callBytes } from './item-bytes.ts';
import type { LogicUnary } from './logic-gateway.ts';
import type { Peer } from './peer-set.ts';

export type NumberedCall = Call & { id: number };

/** One instance of logic. */
export interface LogicPeer extends Peer {
  /** @throws ServiceError as grpc-js gives it. */
  unary<M extends keyof LogicUnary>(
    method: M,
    request: Parameters<LogicClientType[M]>[0],
    options: CallOptions,
  ): Promise<LogicUnary[M]>;
  /** As `ExchangeStream.call`. */
  exchange(make: (id: number) => NumberedCall): Promise<Reply__Output>;
}

/** Takes over `client` and closes it at the end. */
export function openLogicPeer(
  client: LogicClientType,
  metadata: Metadata,
  logger: Logger,
  options: ExchangeStreamOptions,
  load: GatewayLoad,
): LogicPeer {
  const method: ExchangeMethod<
    NumberedCall,
    Reply__Output,
    ExchangeRequest,
    ExchangeReply__Output
  > = {
    open: () => client.exchange(metadata),
    toFrame: calls => ({ calls }),
    bytesOf: callBytes,
    replies: frame => frame.replies,
  };
  const stream = new ExchangeStream(method, logger, options, load);
  return {
    unary: (name, request, callOptions) => callUnary(client, name, request, metadata, callOptions),
    exchange: make => stream.call(make),
    get healthy() {
      return stream.healthy;
    },
    async close(graceMs) {
      await stream.close(graceMs);
      client.close();
    },
  };
}

type UnaryMethod<M extends keyof LogicUnary> = (
  request: Parameters<LogicClientType[M]>[0],
  metadata: Metadata,
  options: CallOptions,
  callback: requestCallback<LogicUnary[M]>,
) => void;

function callUnary<M extends keyof LogicUnary>(
  client: LogicClientType,
  method: M,
  request: Parameters<LogicClientType[M]>[0],
  metadata: Metadata,
  options: CallOptions,
): Promise<LogicUnary[M]> {
  // The generated overloads cannot be called through a type parameter; this is their form.
  const call = client[method].bind(client) as unknown as UnaryMethod<M>;
  return new Promise((resolve, reject) => {
    call(request, metadata, options, (error, response) => {
      if (error) reject(error);
      else if (response === undefined) reject(new ParleyError('internal', 'An empty answer.'));
      else resolve(response);
    });
  });
}
