import { sendReader, sendSchema } from '../read-send.ts';
import { hotRoute, type Route, route } from '../route.ts';
import { conversationParams, eventsQuery, positionSchema } from '../schemas/requests.ts';
import { eventsView, sentView } from '../schemas/views.ts';
import { toEventsJson } from '../views/events-json.ts';
import { AnsweredSend } from '../views/sent-json.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'Events';
const CONVERSATION = '/v1/conversations/{conversationId}';

/** The hot routes: they share the exchange stream, to the instance that the conversation belongs to. */
export function eventRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: `${CONVERSATION}/events`,
      id: 'getEvents',
      tag,
      summary: 'A page of the log',
      description: 'After `afterSeq` going up, or before `beforeSeq` going back; by rising seq.',
      params: conversationParams,
      query: eventsQuery(limits),
      success: { status: 200, schema: eventsView, about: 'A page.' },
      errors: ['not_found'],
      handle: async ({ caller, params: { conversationId }, query }) => {
        const call = { caller, conversationId, ...query };
        return toEventsJson(await logic.exchange('history', call, conversationId));
      },
    }),
    hotRoute({
      method: 'post',
      path: `${CONVERSATION}/messages`,
      id: 'sendMessage',
      tag,
      summary: 'Sends a message',
      description:
        'The same `clientId` with the same content is answered with the first acknowledgement, so a send may be repeated until it is answered.',
      params: conversationParams,
      body: sendSchema(limits),
      readBody: sendReader(limits),
      success: { status: 201, schema: sentView, about: 'It is committed.' },
      errors: ['not_found', 'not_a_member', 'forbidden', 'client_id_conflict'],
      ask({ caller, params: { conversationId }, body: { clientId, body } }, answering) {
        const call = { caller, conversationId, clientId, body };
        logic.ask('send', call, conversationId, new AnsweredSend(answering));
      },
    }),
    route({
      method: 'put',
      path: `${CONVERSATION}/position`,
      id: 'movePosition',
      tag,
      summary: 'Says how far the caller has the log, and has read it',
      description: 'Positions only grow: an older one changes nothing.',
      params: conversationParams,
      body: positionSchema,
      success: { status: 204, about: 'Noted.' },
      errors: ['not_found'],
      handle: async ({ caller, params: { conversationId }, body }) =>
        void (await logic.exchange('mark', { caller, conversationId, ...body }, conversationId)),
    }),
  ];
}
