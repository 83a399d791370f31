import { ERRORS, type Logger, type ParleyError } from '@parley/core';
import type { ErrorRequestHandler, Response } from 'express';
import { HttpError } from '../http-error.ts';
import type { Problem } from '../schemas/problem.ts';
import { translateError } from '../translate-error.ts';
import { contextOf } from './request-context.ts';

/**
 * The end of the chain for errors: every one leaves as problem+json (RFC 9457). What is not ours is
 * logged in full and told as `internal`.
 */
export function problemAnswer(logger: Logger): ErrorRequestHandler {
  // express knows an error handler by its four parameters.
  return (thrown, req, res, _next) => {
    const error = translateError(thrown);
    const { requestId } = contextOf(res);
    if (error.code === 'internal') logger.error({ requestId, err: thrown }, 'a request failed');
    if (res.headersSent) {
      // Half an answer cannot be taken back: cutting it is how the caller learns.
      res.destroy();
      return;
    }
    sendProblem(res, toProblem(error, requestId), req.get('authorization') !== undefined);
  };
}

function toProblem(error: ParleyError, requestId: string): Problem {
  const { message, ...body } = error.toBody();
  const status = error instanceof HttpError ? error.status : ERRORS[body.code].http;
  const words = body.code.replaceAll('_', ' ');
  return {
    type: `urn:parley:error:${body.code}`,
    title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
    status,
    detail: message,
    ...body,
    requestId,
  };
}

function sendProblem(res: Response, problem: Problem, tokenGiven: boolean): void {
  const { status, retryAfterMs, detail } = problem;
  if (status === 401) {
    // RFC 6750, section 3: who gave no token is not told what is wrong with it.
    const why = tokenGiven
      ? `, error="invalid_token", error_description="${quotable(detail)}"`
      : '';
    res.setHeader('WWW-Authenticate', `Bearer realm="parley"${why}`);
  }
  if (retryAfterMs !== undefined) {
    res.setHeader('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
  }
  const body = JSON.stringify(problem);
  res.status(status);
  res.setHeader('Content-Type', 'application/problem+json');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  res.setHeader('Cache-Control', 'no-store');
  res.end(body);
}

/** RFC 6750 allows printable ASCII without quotes and backslashes. */
function quotable(text: string): string {
  return text.replace(/[^ !#-[\]-~]/g, '?');
}
