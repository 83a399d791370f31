import { ERRORS, type ErrorCode } from '@parley/core';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { type Route, type RouteDoc, TAGS } from './route.ts';
import { problemSchema } from './schemas/problem.ts';

/** The OpenAPI document of the routes. */
export function createOpenApi(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const { doc } of routes) {
    paths[doc.path] = { ...paths[doc.path], [doc.method]: operation(doc) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Parley',
      version,
      description:
        'Conversations, their logs and the people in them. What happens while you are connected comes over the WebSocket.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    // Relative to this document, wherever a proxy has put it.
    servers: [{ url: './' }],
    tags: TAGS.map(name => ({ name })),
    security: [{ accessToken: [] }],
    components: {
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', description: 'From signing in.' },
      },
    },
    paths,
  });
}

function operation(doc: RouteDoc): ZodOpenApiOperationObject {
  const described: ZodOpenApiOperationObject = {
    operationId: doc.id,
    tags: [doc.tag],
    summary: doc.summary,
    responses: responses(doc),
  };
  if (doc.description) described.description = doc.description;
  if (doc.access === 'sign-in') described.security = [];
  const { params: path, query } = doc;
  described.requestParams = {};
  if (path) described.requestParams.path = asObject(path);
  if (query) described.requestParams.query = asObject(query);
  if (doc.body) {
    described.requestBody = {
      required: true,
      content: { 'application/json': { schema: doc.body } },
    };
  }
  return described;
}

type Parameters = NonNullable<NonNullable<ZodOpenApiOperationObject['requestParams']>['path']>;

/** Routes give objects for parameters; their declared type is wider. */
function asObject(schema: NonNullable<RouteDoc['params']>): Parameters {
  return schema as Parameters;
}

function responses(doc: RouteDoc): ZodOpenApiResponsesObject {
  const { success } = doc;
  const answers: ZodOpenApiResponsesObject = {
    [success.status]:
      success.status === 204
        ? { description: success.about }
        : {
            description: success.about,
            content: { 'application/json': { schema: success.schema } },
          },
  };
  for (const [status, codes] of byStatus(doc)) {
    answers[`${status}` as `${1 | 2 | 3 | 4 | 5}${string}`] = {
      description: codes.map(code => `\`${code}\``).join(', '),
      content: { 'application/problem+json': { schema: problemSchema } },
    };
  }
  return answers;
}

const ALWAYS: readonly ErrorCode[] = [
  'rate_limited',
  'internal',
  'unavailable',
  'deadline_exceeded',
];
const WITH_TOKEN: readonly ErrorCode[] = ['unauthenticated', 'token_expired', 'session_revoked'];

function byStatus(doc: RouteDoc): [status: number, codes: ErrorCode[]][] {
  const codes = new Set<ErrorCode>(['invalid_request', ...doc.errors, ...ALWAYS]);
  if (doc.access === 'bearer') for (const code of WITH_TOKEN) codes.add(code);
  if (doc.body) codes.add('too_large');
  const grouped = new Map(Map.groupBy(codes, code => ERRORS[code].http));
  const statuses: [number, ErrorCode[]][] = [...grouped];
  if (doc.body) statuses.push([415, ['invalid_request']]);
  return statuses.sort(([a], [b]) => a - b);
}
