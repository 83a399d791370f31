import type { Caller } from '@parley/contracts';
import { type ErrorCode, ParleyError } from '@parley/core';
import { check } from '@parley/wire/schemas';
import { z } from 'zod';
import { parseJson } from './json-body.ts';

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
  /** As it came; empty if none did. */
  body: string;
  admitted: Admitted | null;
}

/** A Buffer or a text is JSON already. */
export interface RouteAnswer {
  status: 200 | 201 | 204;
  body: unknown;
}

/** Who waits for an answer: is told once, perhaps before asking has returned. */
export interface Answering<Answer> {
  answered(answer: Answer): void;
  refused(error: unknown): void;
}

/** One operation: what is served and what OpenAPI tells are both made from it. */
export interface Route {
  doc: RouteDoc;
  /**
   * Who waits is also told what logic refuses.
   * @throws ParleyError `invalid_request` for what does not fit the schemas: at once, and nobody is
   *   told anything then.
   */
  run(request: RouteRequest, answering: Answering<RouteAnswer>): void;
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
    run(request, answering) {
      const caller = callerOf(request);
      resolveInto(answering, spec, handle({ ...checked(spec, request), caller }));
    },
  };
}

interface HotSpec<P, B> extends Omit<Schemas<P, undefined, unknown, unknown>, 'query'> {
  params: z.ZodType<P>;
  /** The body, checked. @throws ParleyError `invalid_request`. */
  readBody: (text: string) => B;
  /** What is answered is JSON already. */
  ask: (input: { params: P; body: B; caller: Caller }, answering: Answering<string>) => void;
}

/** `route` for what comes by the ten thousand a second: without a promise, and with a body of its own. */
export function hotRoute<P, B>({ readBody, ask, ...doc }: HotSpec<P, B>): Route {
  const { status } = doc.success;
  return {
    doc: { errors: [], ...doc, access: 'bearer' },
    run(request, answering) {
      refuseQuery(request.query);
      const params = check(doc.params, request.params);
      ask(
        { params, body: readBody(request.body), caller: callerOf(request) },
        {
          answered: body => answering.answered({ status, body }),
          refused: error => answering.refused(error),
        },
      );
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
    run(request, answering) {
      const { admitted } = request;
      if (admitted?.by !== 'address') throw new ParleyError('forbidden', 'This is for signing in.');
      const input = { ...checked(spec, request), address: admitted.address };
      admitted.limitAccount(account(input.body));
      resolveInto(answering, spec, handle(input));
    },
  };
}

function callerOf({ admitted }: RouteRequest): Caller {
  if (admitted?.by !== 'token') throw new ParleyError('unauthenticated', 'No access token.');
  return { accessToken: admitted.token };
}

function resolveInto(
  answering: Answering<RouteAnswer>,
  { success: { status } }: Pick<RouteDoc, 'success'>,
  handled: Promise<unknown>,
): void {
  handled.then(
    body => answering.answered({ status, body }),
    (error: unknown) => answering.refused(error),
  );
}

const NO_QUERY = z.strictObject({});

/** A query that is not asked for is refused. */
function refuseQuery(query: unknown): void {
  // Nearly none has one; asking a schema costs them ten times as much.
  for (const _name in query as object) check(NO_QUERY, query);
}

/** What has no schema is not passed on. */
function checked<P, Q, B>(
  spec: Schemas<P, Q, B, unknown>,
  request: RouteRequest,
): Checked<P, Q, B> {
  const { params, query, body } = spec;
  const given = parseJson(request.body);
  if (query === undefined) refuseQuery(request.query);
  return {
    params: (params && check(params, request.params)) as P,
    query: (query && check(query, request.query)) as Q,
    body: (body && check(body, given)) as B,
  };
}
