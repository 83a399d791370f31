import { z } from 'zod';
import { type Route, route } from '../route.ts';
import { pageQuery } from '../schemas/requests.ts';
import { deadLetterOutcome, deadLetterPage } from '../schemas/views.ts';
import { toDeadLetterPage } from '../views/dead-letter-view.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'Operations';
const DEAD_LETTERS = '/v1/admin/dead-letters';
const MAX_IDS = 1_000;

/** Which of them: one or the other, so that nothing is replayed or purged by accident. */
const selection = z
  .strictObject({
    ids: z.array(z.string().min(1).max(64)).min(1).max(MAX_IDS).optional(),
    all: z.literal(true).optional().meta({ description: 'All that there are now.' }),
  })
  .refine(body => (body.ids === undefined) !== (body.all === undefined), 'either ids or all');

const errors = ['forbidden'] as const;

/** What could not be delivered, for admins of the server. */
export function deadLetterRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: DEAD_LETTERS,
      id: 'listDeadLetters',
      tag,
      summary: 'What could not be delivered, oldest first',
      description: 'Never what people wrote. Their clients have it from the log all the same.',
      query: pageQuery(limits),
      success: { status: 200, schema: deadLetterPage, about: 'A page of dead letters.' },
      errors,
      handle: async ({ caller, query }) =>
        toDeadLetterPage(await logic.unary('listDeadLetters', { caller, ...query })),
    }),
    route({
      method: 'post',
      path: `${DEAD_LETTERS}/replay`,
      id: 'replayDeadLetters',
      tag,
      summary: 'Tries dead letters again',
      body: selection,
      success: { status: 200, schema: deadLetterOutcome, about: 'They are in the queue again.' },
      errors,
      handle: ({ caller, body }) => logic.unary('replayDeadLetters', { caller, ...body }),
    }),
    route({
      method: 'post',
      path: `${DEAD_LETTERS}/purge`,
      id: 'purgeDeadLetters',
      tag,
      summary: 'Throws dead letters away',
      body: selection,
      success: { status: 200, schema: deadLetterOutcome, about: 'They are gone.' },
      errors,
      handle: ({ caller, body }) => logic.unary('purgeDeadLetters', { caller, ...body }),
    }),
  ];
}
