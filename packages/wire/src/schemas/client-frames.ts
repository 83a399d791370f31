import { z } from 'zod';
import { type ClientFrame, MAX_POSITIONS } from '../frames.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import {
  clientIdSchema,
  conversationIdSchema,
  deviceIdSchema,
  idBoundSchema,
  messageBodySchema,
  requestIdSchema,
  seqSchema,
  userIdSchema,
} from './parts.ts';

const heads = z.array(
  z.object({
    conversationId: conversationIdSchema,
    seq: seqSchema,
    epoch: z.int().min(1).optional(),
    readSeq: seqSchema.optional(),
  }),
);

const hello = z.object({
  op: z.literal('hello'),
  id: requestIdSchema,
  protocol: z.int(),
  token: z.string().min(1),
  deviceId: deviceIdSchema,
  heads,
  upToId: idBoundSchema.optional(),
  away: z.boolean().optional(),
  attempt: z.int().min(0).max(0xffff_ffff).optional(),
});

const compare = z.object({
  op: z.literal('compare'),
  id: requestIdSchema,
  afterId: idBoundSchema,
  upToId: idBoundSchema.optional(),
  heads,
});

const mark = z.object({
  op: z.enum(['ack', 'read']),
  conversationId: conversationIdSchema,
  seq: seqSchema,
});

const positions = z.object({
  op: z.literal('positions'),
  id: requestIdSchema,
  conversationIds: z.array(conversationIdSchema).min(1).max(MAX_POSITIONS),
});

const activity = z.object({ op: z.literal('activity'), away: z.boolean() });

const ping = z.object({ op: z.literal('ping'), id: requestIdSchema });

function send(limits: Pick<Limits, 'textChars'>) {
  return z.object({
    op: z.literal('send'),
    id: requestIdSchema,
    conversationId: conversationIdSchema,
    clientId: clientIdSchema,
    body: messageBodySchema(limits),
  });
}

function watch(limits: Pick<Limits, 'watchedUsers'>) {
  return z.object({
    op: z.literal('watch'),
    id: requestIdSchema,
    userIds: z.array(userIdSchema).max(limits.watchedUsers),
  });
}

function history(limits: Pick<Limits, 'pageSize'>) {
  return z
    .object({
      op: z.literal('history'),
      id: requestIdSchema,
      conversationId: conversationIdSchema,
      afterSeq: seqSchema.optional(),
      beforeSeq: seqSchema.optional(),
      limit: z.int().min(1).max(limits.pageSize),
    })
    .refine(
      frame => (frame.afterSeq === undefined) !== (frame.beforeSeq === undefined),
      'exactly one of afterSeq and beforeSeq',
    );
}

/**
 * The schema of each client frame by its `op`. A field that is not known is left out and is no error:
 * a newer client may say more than this server understands.
 */
export function clientFrameSchemas(
  limits: Pick<Limits, 'textChars' | 'pageSize' | 'watchedUsers'> = DEFAULT_LIMITS,
) {
  return {
    hello,
    compare,
    send: send(limits),
    ack: mark,
    read: mark,
    history: history(limits),
    positions,
    watch: watch(limits),
    activity,
    ping,
  };
}

export type ClientFrameSchemas = ReturnType<typeof clientFrameSchemas>;

/** Every `op` that a client may send. */
export type ClientOp = ClientFrame['op'];
