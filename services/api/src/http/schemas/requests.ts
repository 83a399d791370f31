import type { Limits } from '@parley/wire';
import {
  conversationIdSchema,
  seqSchema,
  sessionIdSchema,
  userIdSchema,
} from '@parley/wire/schemas';
import { z } from 'zod';

/** Entries of a page when the request does not say. */
const DEFAULT_PAGE = 50;
/** Ids in one look-up of users. */
const MAX_LOOKUP = 100;

/** A whole number in the query, where everything is text; `fallback` when it is not there. */
export function queryInteger(min: number, max: number, fallback: number) {
  const initial = Math.min(fallback, max);
  return integer(min, max)
    .optional()
    .transform(given => given ?? initial)
    .meta({ override: integerSchema(min, max, { default: initial }) });
}

function integer(min: number, max: number) {
  return z
    .string()
    .regex(/^\d{1,16}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta({ override: integerSchema(min, max) });
}

function integerSchema(minimum: number, maximum: number, more: { default?: number } = {}) {
  return { type: 'integer' as const, minimum, maximum, pattern: undefined, ...more };
}

export function pageQuery(limits: Pick<Limits, 'pageSize'>) {
  return z.strictObject({
    limit: queryInteger(1, limits.pageSize, DEFAULT_PAGE),
    cursor: z
      .string()
      .max(512)
      .optional()
      .meta({ description: '`nextCursor` of the page before.' }),
  });
}

export function eventsQuery(limits: Pick<Limits, 'pageSize'>) {
  return z
    .strictObject({
      afterSeq: integer(0, Number.MAX_SAFE_INTEGER).optional(),
      beforeSeq: integer(1, Number.MAX_SAFE_INTEGER).optional(),
      limit: queryInteger(1, limits.pageSize, DEFAULT_PAGE),
    })
    .refine(
      query => (query.afterSeq === undefined) !== (query.beforeSeq === undefined),
      'exactly one of afterSeq and beforeSeq',
    );
}

/** `1,2,3` */
export const userIdsInQuery = z
  .string()
  .meta({ description: `Up to ${MAX_LOOKUP} ids separated by commas.`, examples: ['1,2,3'] })
  .transform(text => text.split(','))
  .refine(
    ids => ids.length <= MAX_LOOKUP && ids.every(id => userIdSchema.safeParse(id).success),
    `1 to ${MAX_LOOKUP} user ids separated by commas`,
  );

export const conversationParams = z.strictObject({ conversationId: conversationIdSchema });
export const memberParams = conversationParams.extend({ userId: userIdSchema });
export const sessionParams = z.strictObject({ sessionId: sessionIdSchema });

/** As it was given at registration; logic knows which are too short. */
export const passwordSchema = z.string().min(1).max(1_024);
/** A name to sign in with: whether somebody has it is logic's to say. */
export const nameSchema = z.string().min(1).max(256);

export const positionSchema = z
  .strictObject({
    deliveredSeq: seqSchema.optional().meta({ description: 'Everything up to here has arrived.' }),
    readSeq: seqSchema.optional().meta({ description: 'Everything up to here has been seen.' }),
  })
  .refine(
    body => body.deliveredSeq !== undefined || body.readSeq !== undefined,
    'deliveredSeq, readSeq or both',
  );
