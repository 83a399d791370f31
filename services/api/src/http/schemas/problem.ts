import { ERRORS, type ErrorCode } from '@parley/core';
import { z } from 'zod';

const codes = Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]];

/** Every error's body (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'A URN that names the kind of error.' }),
    title: z.string().meta({ description: 'The kind of error, for people.' }),
    status: z.int(),
    detail: z.string().meta({ description: 'What happened, for people.' }),
    code: z.enum(codes).meta({ description: 'The kind of error, for programs. Stable.' }),
    field: z.string().optional().meta({ description: 'What is wrong with the request.' }),
    value: z.string().optional().meta({ description: 'What that field held, shortened.' }),
    expected: z.string().optional().meta({ description: 'What it should hold.' }),
    retryable: z
      .boolean()
      .meta({ description: 'Whether the same request may succeed later without being changed.' }),
    retryAfterMs: z.int().optional(),
    requestId: z.string().meta({ description: 'Names this request in the logs.' }),
  })
  .meta({ id: 'Problem' });

export type Problem = z.infer<typeof problemSchema>;
