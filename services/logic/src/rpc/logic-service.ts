import { LogicClient } from '@parley/contracts';
import type { Logger } from '@parley/core';
import { type RpcService, serveExchange } from '@parley/rpc';
import type { UseCases } from '../use-cases.ts';
import type { ResolveCaller } from './caller.ts';
import type { Calls } from './calls.ts';
import { exchangeHandler } from './exchange-handler.ts';
import { unaryHandlers } from './unary-handlers.ts';

/** logic's gRPC service: `parley.v1.Logic`. */
export function logicRpcService(
  useCases: UseCases,
  resolveCaller: ResolveCaller,
  calls: Calls,
  logger: Logger,
): RpcService {
  const carryOut = exchangeHandler(useCases, resolveCaller);
  return {
    definition: LogicClient.service,
    handlers: {
      ...unaryHandlers(useCases, resolveCaller, calls, logger),
      Exchange: serveExchange({
        handle: (call, replies) => {
          calls.exchanges += 1;
          return carryOut(call, replies);
        },
        onAnswered: () => {
          calls.exchanges -= 1;
        },
        maxUnanswered: calls.maxUnanswered,
        onRefused: () => calls.exchangeRefused(),
        logger,
      }),
    },
  };
}
