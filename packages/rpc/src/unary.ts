import type { handleUnaryCall } from '@grpc/grpc-js';
import type { Logger } from '@parley/core';
import { publicError, toStatus } from './errors.ts';

/**
 * An async function as a gRPC handler. A ParleyError reaches the client as the very same error;
 * anything else is logged and becomes `internal`.
 */
export function unary<Request, Response>(
  fn: (request: Request) => Promise<Response>,
  logger: Logger,
): handleUnaryCall<Request, Response> {
  const run = async (request: Request) => fn(request);
  return (call, answer) => {
    run(call.request).then(
      response => answer(null, response),
      error => answer(toStatus(publicError(error, logger))),
    );
  };
}
