import { isErrorCode, ParleyError } from '@parley/core';
import type { ResolvedOptions } from '../options.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
type Options = Pick<ResolvedOptions, 'apiUrl' | 'fetch' | 'httpTimeoutMs'>;
type Query = Record<string, string | number | undefined>;

export interface HttpRequest {
  method: Method;
  path: string;
  query?: Query;
  body?: unknown;
  /** Goes into `Authorization`; absent on the requests that sign in. */
  token?: string;
}

/**
 * One request, JSON in and out. Throws a ParleyError: the server's own when it sent one, `unavailable`
 * when nothing came back, `deadline_exceeded` after `httpTimeoutMs`. The result is as the server
 * typed it; null for 204.
 */
export async function request<T>(options: Options, call: HttpRequest): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (call.token !== undefined) headers.authorization = `Bearer ${call.token}`;
  if (call.body !== undefined) headers['content-type'] = 'application/json';
  const init: RequestInit = { method: call.method, headers };
  if (call.body !== undefined) init.body = JSON.stringify(call.body);
  init.signal = AbortSignal.timeout(options.httpTimeoutMs);
  const response = await reach(options, call, init);
  const answer = await readJson(response);
  if (!response.ok) throw toError(response.status, answer);
  return answer as T;
}

async function reach(options: Options, call: HttpRequest, init: RequestInit): Promise<Response> {
  try {
    return await options.fetch(`${options.apiUrl}${call.path}${toQuery(call.query)}`, init);
  } catch (cause) {
    if (isTimeout(cause))
      throw new ParleyError('deadline_exceeded', 'The server took too long.', {}, cause);
    throw new ParleyError('unavailable', 'The server cannot be reached.', {}, cause);
  }
}

/** By its name: a DOMException is an Error only in the realm that made it. */
function isTimeout(cause: unknown): boolean {
  return typeof cause === 'object' && cause !== null && 'name' in cause
    ? cause.name === 'TimeoutError'
    : false;
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    return null;
  }
}

interface Problem {
  code?: unknown;
  detail?: unknown;
  title?: unknown;
  field?: unknown;
  value?: unknown;
  expected?: unknown;
  retryAfterMs?: unknown;
}

function toError(status: number, answer: unknown): ParleyError {
  const problem: Problem = typeof answer === 'object' && answer !== null ? answer : {};
  const message = text(problem.detail) ?? text(problem.title) ?? `The server answered ${status}.`;
  const code = text(problem.code);
  if (code === undefined || !isErrorCode(code)) {
    return new ParleyError(fallbackCode(status), message);
  }
  const body: Parameters<typeof ParleyError.fromBody>[0] = { code, message };
  const field = text(problem.field);
  const value = text(problem.value);
  const expected = text(problem.expected);
  if (field !== undefined) body.field = field;
  if (value !== undefined) body.value = value;
  if (expected !== undefined) body.expected = expected;
  if (typeof problem.retryAfterMs === 'number') body.retryAfterMs = problem.retryAfterMs;
  return ParleyError.fromBody(body);
}

/** For answers that are not Parley's own: a proxy's page, an unknown code. */
function fallbackCode(status: number) {
  if (status === 401) return 'unauthenticated';
  if (status === 404) return 'not_found';
  if (status === 429) return 'rate_limited';
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'internal';
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function toQuery(query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) params.set(name, String(value));
  }
  const joined = params.toString();
  return joined === '' ? '' : `?${joined}`;
}
