import { labelSchema, userIdSchema } from '@parley/wire/schemas';
import { z } from 'zod';
import { type Route, route } from '../route.ts';
import { conversationParams, pageQuery } from '../schemas/requests.ts';
import { conversationView, pageOf } from '../schemas/views.ts';
import { toConversationPage, toConversationView } from '../views/conversation-view.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'Conversations';

export function conversationRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/conversations',
      id: 'listConversations',
      tag,
      summary: 'Own conversations, the most recently active first',
      query: pageQuery(limits),
      success: { status: 200, schema: pageOf(conversationView), about: 'A page.' },
      handle: async ({ caller, query }) =>
        toConversationPage(await logic.unary('listConversations', { caller, ...query })),
    }),
    route({
      method: 'post',
      path: '/v1/conversations',
      id: 'createConversation',
      tag,
      summary: 'Makes a group or a room',
      body: z.strictObject({
        kind: z.enum(['group', 'room']),
        title: labelSchema(limits),
        memberIds: z
          .array(userIdSchema)
          .max(limits.groupMembers)
          .default([])
          .meta({ description: 'Who is in it from the start, beside the caller.' }),
      }),
      success: { status: 201, schema: conversationView, about: 'The new conversation.' },
      errors: ['not_found', 'limit_reached'],
      handle: async ({ caller, body }) =>
        toConversationView(await logic.unary('createConversation', { caller, ...body })),
    }),
    route({
      method: 'get',
      path: '/v1/conversations/{conversationId}',
      id: 'getConversation',
      tag,
      summary: 'One conversation',
      params: conversationParams,
      success: { status: 200, schema: conversationView, about: 'The conversation.' },
      errors: ['not_found'],
      handle: async ({ caller, params }) =>
        toConversationView(await logic.unary('getConversation', { caller, ...params })),
    }),
    route({
      method: 'post',
      path: '/v1/directs',
      id: 'openDirect',
      tag,
      summary: 'Opens the conversation with one person, or finds it',
      description: 'There is one for each pair; with oneself it is a place for notes.',
      body: z.strictObject({ userId: userIdSchema }),
      success: { status: 200, schema: conversationView, about: 'The conversation.' },
      errors: ['not_found'],
      handle: async ({ caller, body }) =>
        toConversationView(await logic.unary('openDirect', { caller, ...body })),
    }),
    route({
      method: 'get',
      path: '/v1/rooms',
      id: 'listRooms',
      tag,
      summary: 'Rooms that anybody may join',
      query: pageQuery(limits),
      success: { status: 200, schema: pageOf(conversationView), about: 'A page.' },
      handle: async ({ caller, query }) =>
        toConversationPage(await logic.unary('listRooms', { caller, ...query })),
    }),
  ];
}
