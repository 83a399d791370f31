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

/** A request before it has been checked. */
interface RouteRequest {
  params: unknown;
  query: unknown;
  body: unknown;
  /** Absent on `sign-in` routes. */
  token: string | undefined;
  address: string;
  /** Rejects when the account has been tried too often. */
  limitAccount: (account: string) => Promise<void>;
}

/** A Buffer is JSON already. */
export interface RouteAnswer {
  status: 200 | 201 | 204;
  body: unknown;
}

/** One operation: what express serves and what OpenAPI tells are both made from it. */
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
      if (request.token === undefined) throw new ParleyError('unauthenticated', 'No access token.');
      const input = { ...checked(spec, request), caller: { accessToken: request.token } };
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
      const input = { ...checked(spec, request), address: request.address };
      await request.limitAccount(account(input.body));
      return { status: spec.success.status, body: await handle(input) };
    },
  };
}

/** What has no schema is not passed on; a query that is not asked for is refused. */
const nothing: z.ZodType<unknown> = z.unknown().transform(() => undefined);
const noQuery: z.ZodType<unknown> = z.strictObject({});

function checked<P, Q, B>(
  spec: Schemas<P, Q, B, unknown>,
  request: RouteRequest,
): Checked<P, Q, B> {
  const { params = nothing, query = noQuery, body = nothing } = spec;
  return {
    params: check(params, request.params) as P,
    query: check(query, request.query) as Q,
    body: check(body, request.body) as B,
  };
}
