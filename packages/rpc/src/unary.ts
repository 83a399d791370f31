import type { Logger } from '@parley/core';
import { type ErrorStatus, publicError, toStatus } from './errors.ts';

/** What a unary method needs of gRPC: a request and a way to answer it. */
export type UnaryHandler<Request, Response> = (
  call: { request: Request },
  answer: (error: ErrorStatus | null, response?: Response) => void,
) => void;

/**
 * An async function as a gRPC handler. A ParleyError reaches the client as the very same error;
 * anything else is logged and becomes `internal`.
 */
export function unary<Request, Response>(
  fn: (request: Request) => Promise<Response>,
  logger: Logger,
): UnaryHandler<Request, Response> {
  const run = async (request: Request) => fn(request);
  return (call, answer) => {
    run(call.request).then(
      response => answer(null, response),
      error => answer(toStatus(publicError(error, logger))),
    );
  };
}
