import { LogicClient } from '@parley/contracts';
import type { Logger } from '@parley/core';
import { type RpcService, serveExchange } from '@parley/rpc';
import type { UseCases } from '../use-cases.ts';
import type { ResolveCaller } from './caller.ts';
import { exchangeHandler } from './exchange-handler.ts';
import { unaryHandlers } from './unary-handlers.ts';

/** logic's gRPC service: `parley.v1.Logic`. */
export function logicRpcService(
  useCases: UseCases,
  resolveCaller: ResolveCaller,
  logger: Logger,
): RpcService {
  return {
    definition: LogicClient.service,
    handlers: {
      ...unaryHandlers(useCases, resolveCaller, logger),
      Exchange: serveExchange({ handle: exchangeHandler(useCases, resolveCaller), logger }),
    },
  };
}
