import { type ErrorCode, type Logger, type ParleyError, toParleyError } from '@parley/core';
import type { LogicGateway } from '@parley/rpc';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RateLimits } from '../../http/rate-limits.ts';
import { translateError } from '../../http/translate-error.ts';
import { takeBodiesAsText } from '../text-bodies.ts';
import { ChatError, keyOf, toPull, toPulled, toSend } from './calls.ts';
import { DIALECTS, type DialectName } from './dialect.ts';
import { readBody } from './read-body.ts';
import { readFields } from './read-fields.ts';

interface Ports {
  logic: Pick<LogicGateway, 'exchange' | 'ask'>;
  limits: Pick<RateLimits, 'guest'>;
  logger: Logger;
  bodyBytes: number;
  dialect: DialectName;
}

/** By what a call came to; all others are 500. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_request: 400,
  too_large: 400,
  rate_limited: 429,
  overloaded: 503,
  unavailable: 503,
  deadline_exceeded: 503,
};

/**
 * The chat of two endpoints that many have built as an exercise: anybody may write as anybody, so those who talk here
 * are guests, apart from all accounts. Nothing is decided here: each call is one of logic's.
 */
export function serveAssignment(app: FastifyInstance, ports: Ports): void {
  const { logic, limits } = ports;
  const dialect = DIALECTS[ports.dialect];
  takeBodiesAsText(app);
  app.setErrorHandler((thrown, request, reply) => refuse(ports, thrown, request, reply));
  app.get('/ping', { config: { path: '/ping' } }, (_request, reply) => {
    sendJson(reply, '{"message":"pong"}');
  });

  const onRequest = ({ ip }: FastifyRequest, _reply: FastifyReply, done: () => void) => {
    limits.guest(ip);
    done();
  };
  app.post<{ Body: string | undefined }>(
    '/api/send',
    { config: { path: '/api/send' }, onRequest },
    (request, reply) => {
      const call = toSend(readFields(request.url, request.body ?? ''));
      // No promise: these come by the thousand a second.
      logic.ask('guestSend', call, keyOf(call.sender ?? '', call.receiver ?? ''), {
        answered() {
          if (dialect.sent === '') reply.code(200).send();
          else sendJson(reply, dialect.sent);
        },
        refused(error) {
          refuse(ports, error, request, reply);
        },
      });
    },
  );
  app.get('/api/pull', { config: { path: '/api/pull' }, onRequest }, async (request, reply) => {
    const body = await readBody(request.raw, ports.bodyBytes);
    const { chat, call } = toPull(readFields(request.url, body), dialect);
    const pulled = await logic.exchange('guestPull', call, keyOf(call.one, call.other));
    return sendJson(reply, toPulled(chat, pulled, dialect));
  });
}

function sendJson(reply: FastifyReply, json: string): FastifyReply {
  return reply
    .code(200)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(json);
}

/** Every error is text. */
function refuse(
  { logger, bodyBytes }: Ports,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (thrown instanceof ChatError) return sendText(reply, 500, thrown.message);
  const error = toParleyError(translateError(thrown, request, bodyBytes));
  if (error.code === 'internal') {
    logger.error({ requestId: request.id, err: thrown }, 'a request failed');
  }
  const { retryAfterMs } = error.details;
  if (retryAfterMs !== undefined) {
    reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterMs / 1_000))));
  }
  return sendText(reply, STATUS[error.code] ?? 500, wordsOf(error));
}

function wordsOf({ code, message, details }: ParleyError): string {
  if (STATUS[code] !== 400) return message;
  const { field, expected } = details;
  const what = field === undefined ? message : `${field}: expected ${expected}`;
  return `Failed to parse request body: ${what}`;
}

function sendText(reply: FastifyReply, status: number, text: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('text/plain; charset=utf-8')
    .send(text);
}
