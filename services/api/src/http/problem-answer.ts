import { ERRORS, type Logger, type ParleyError, toParleyError } from '@parley/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpError } from './http-error.ts';
import type { Problem } from './schemas/problem.ts';
import { translateError } from './translate-error.ts';

type AnswerError = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => void;

/**
 * The answer to whatever was thrown: every error leaves as problem+json (RFC 9457). What is not ours
 * is logged in full and told as `internal`.
 */
export function sendProblem(logger: Logger, bodyBytes: number): AnswerError {
  return (thrown, request, reply) => {
    const error = toParleyError(translateError(thrown, request, bodyBytes));
    const { id: requestId } = request;
    if (error.code === 'internal') logger.error({ requestId, err: thrown }, 'a request failed');
    const problem = toProblem(error, requestId);
    reply
      .code(problem.status)
      .headers(headersOf(error, problem, request.headers.authorization !== undefined))
      .type('application/problem+json')
      // Without one of its own fastify adds a charset, which the type does not have.
      .serializer(JSON.stringify)
      .send(problem);
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

function headersOf(
  error: ParleyError,
  { status, retryAfterMs, detail, expected }: Problem,
  tokenGiven: boolean,
): Record<string, string> {
  const headers: Record<string, string> = { 'Cache-Control': 'no-store' };
  if (status === 401) {
    // RFC 6750, section 3: who gave no token is not told what is wrong with it.
    const why = tokenGiven
      ? `, error="invalid_token", error_description="${quotable(detail)}"`
      : '';
    headers['WWW-Authenticate'] = `Bearer realm="parley"${why}`;
  }
  if (retryAfterMs !== undefined) {
    headers['Retry-After'] = String(Math.max(1, Math.ceil(retryAfterMs / 1_000)));
  }
  if (error.code === 'method_not_allowed') headers.Allow = expected ?? '';
  return headers;
}

/** RFC 6750 allows printable ASCII without quotes and backslashes. */
function quotable(text: string): string {
  return text.replace(/[^ !#-[\]-~]/g, '?');
}
