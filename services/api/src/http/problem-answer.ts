import { ERRORS, type Logger, type ParleyError, toParleyError } from '@parley/core';
import type { Answer } from './answer.ts';
import { HttpError } from './http-error.ts';
import type { Problem } from './schemas/problem.ts';
import type { Visit } from './visit.ts';

/**
 * The answer to whatever was thrown: every error leaves as problem+json (RFC 9457). What is not ours
 * is logged in full and told as `internal`.
 */
export function problemAnswer(logger: Logger): (thrown: unknown, visit: Visit) => Answer {
  return (thrown, { req, requestId }) => {
    const error = toParleyError(thrown);
    if (error.code === 'internal') logger.error({ requestId, err: thrown }, 'a request failed');
    const problem = toProblem(error, requestId);
    return {
      status: problem.status,
      type: 'application/problem+json',
      body: JSON.stringify(problem),
      headers: headersOf(error, problem, req.headers.authorization !== undefined),
    };
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

function headersOf(error: ParleyError, problem: Problem, tokenGiven: boolean): string[] {
  const { status, retryAfterMs, detail } = problem;
  const headers = ['Cache-Control', 'no-store'];
  if (status === 401) {
    // RFC 6750, section 3: who gave no token is not told what is wrong with it.
    const why = tokenGiven
      ? `, error="invalid_token", error_description="${quotable(detail)}"`
      : '';
    headers.push('WWW-Authenticate', `Bearer realm="parley"${why}`);
  }
  if (retryAfterMs !== undefined) {
    headers.push('Retry-After', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
  }
  if (error.code === 'method_not_allowed') headers.push('Allow', problem.expected ?? '');
  return headers;
}

/** RFC 6750 allows printable ASCII without quotes and backslashes. */
function quotable(text: string): string {
  return text.replace(/[^ !#-[\]-~]/g, '?');
}
