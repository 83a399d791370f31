import type { Caller } from '@parley/contracts';
import { type ErrorCode, ParleyError } from '@parley/core';
import { check } from '@parley/wire/schemas';
import { z } from 'zod';

/** The groups of operations, in the order in which people meet them. */
export const TAGS = [
  'Accounts',
  'Sessions',
  'People',
  'Conversations',
  'Members',
  'Events',
  'Operations',
] as const;

/** What a route answers when all is well. */
type Success<V> =
  | { status: 200 | 201; schema: z.ZodType<V>; about: string }
  | { status: 204; about: string };

/** What the documentation needs of a route. */
export interface RouteDoc {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As OpenAPI writes it: `/v1/conversations/{conversationId}`. */
  path: `/v1/${string}`;
  /** operationId: the method's name in a generated client. */
  id: string;
  tag: (typeof TAGS)[number];
  summary: string;
  description?: string;
  /** `sign-in` routes need no token and have limits of their own. */
  access: 'bearer' | 'sign-in';
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  success: Success<unknown>;
  /** What can go wrong beyond what every route has. */
  errors: readonly ErrorCode[];
}

/** What a request is let in by. */
export type Admitted =
  | { by: 'token'; token: string }
  /** Throws when the account has been tried too often. */
  | { by: 'address'; address: string; limitAccount: (account: string) => void };

/** A request before it has been checked. */
interface RouteRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  admitted: Admitted | null;
}

/** A Buffer is JSON already. */
export interface RouteAnswer {
  status: 200 | 201 | 204;
  body: unknown;
}

/** One operation: what is served and what OpenAPI tells are both made from it. */
export interface Route {
  doc: RouteDoc;
  /** @throws ParleyError `invalid_request` for what does not fit the schemas, and what logic throws. */
  run(request: RouteRequest): Promise<RouteAnswer>;
}

interface Schemas<P, Q, B, V> extends Omit<RouteDoc, 'access' | 'errors'> {
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  body?: z.ZodType<B>;
  success: Success<V>;
  errors?: readonly ErrorCode[];
}
interface Checked<P, Q, B> {
  params: P;
  query: Q;
  body: B;
}

interface Spec<P, Q, B, V> extends Schemas<P, Q, B, V> {
  handle: (input: Checked<P, Q, B> & { caller: Caller }) => Promise<NoInfer<V> | Buffer>;
}

/** A route for who is signed in. logic verifies the token. */
export function route<P, Q, B, V>(spec: Spec<P, Q, B, V>): Route {
  const { handle, ...doc } = spec;
  return {
    doc: { errors: [], ...doc, access: 'bearer' },
    async run(request) {
      const { admitted } = request;
      if (admitted?.by !== 'token') throw new ParleyError('unauthenticated', 'No access token.');
      const input = { ...checked(spec, request), caller: { accessToken: admitted.token } };
      return { status: spec.success.status, body: await handle(input) };
    },
  };
}

interface SignInSpec<P, Q, B, V> extends Schemas<P, Q, B, V> {
  /** What is being tried: tries of one account count together, whatever address they come from. */
  account: (body: B) => string;
  handle: (input: Checked<P, Q, B> & { address: string }) => Promise<NoInfer<V> | Buffer>;
}

/** A route that signs somebody in. */
export function signInRoute<P, Q, B, V>(spec: SignInSpec<P, Q, B, V>): Route {
  const { handle, account, ...doc } = spec;
  return {
    doc: { errors: [], ...doc, access: 'sign-in' },
    async run(request) {
      const { admitted } = request;
      if (admitted?.by !== 'address') throw new ParleyError('forbidden', 'This is for signing in.');
      const input = { ...checked(spec, request), address: admitted.address };
      admitted.limitAccount(account(input.body));
      return { status: spec.success.status, body: await handle(input) };
    },
  };
}

const NO_QUERY = z.strictObject({});

/** What has no schema is not passed on; a query that is not asked for is refused. */
function checked<P, Q, B>(
  spec: Schemas<P, Q, B, unknown>,
  request: RouteRequest,
): Checked<P, Q, B> {
  const { params, query, body } = spec;
  if (query === undefined) check(NO_QUERY, request.query);
  return {
    params: (params && check(params, request.params)) as P,
    query: (query && check(query, request.query)) as Q,
    body: (body && check(body, request.body)) as B,
  };
}
