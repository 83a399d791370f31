import { userIdSchema } from '@parley/wire/schemas';
import { z } from 'zod';
import { type Route, route } from '../route.ts';
import { conversationParams, memberParams, pageQuery } from '../schemas/requests.ts';
import { conversationView, memberView, pageOf } from '../schemas/views.ts';
import { toConversationView } from '../views/conversation-view.ts';
import { toMemberPage } from '../views/member-view.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'Members';
const MEMBERS = '/v1/conversations/{conversationId}/members';

export function memberRoutes(context: RouteContext): Route[] {
  // `me` comes before ids: the first match is taken.
  return [...ownMembershipRoutes(context), ...otherMemberRoutes(context)];
}

function ownMembershipRoutes({ logic }: RouteContext): Route[] {
  return [
    route({
      method: 'put',
      path: `${MEMBERS}/me`,
      id: 'joinConversation',
      tag,
      summary: 'Joins a room',
      params: conversationParams,
      success: { status: 200, schema: conversationView, about: 'The room, joined.' },
      errors: ['not_found', 'forbidden', 'limit_reached'],
      handle: async ({ caller, params }) =>
        toConversationView(await logic.unary('joinConversation', { caller, ...params })),
    }),
    route({
      method: 'delete',
      path: `${MEMBERS}/me`,
      id: 'leaveConversation',
      tag,
      summary: 'Leaves a group or room',
      params: conversationParams,
      success: { status: 204, about: 'Left.' },
      errors: ['not_found', 'forbidden'],
      handle: async ({ caller, params }) =>
        void (await logic.unary('leaveConversation', { caller, ...params })),
    }),
  ];
}

function otherMemberRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: MEMBERS,
      id: 'listMembers',
      tag,
      summary: 'Who is in it',
      params: conversationParams,
      query: pageQuery(limits),
      success: { status: 200, schema: pageOf(memberView), about: 'A page.' },
      errors: ['not_found'],
      handle: async ({ caller, params, query }) =>
        toMemberPage(await logic.unary('listMembers', { caller, ...params, ...query })),
    }),
    route({
      method: 'post',
      path: MEMBERS,
      id: 'addMembers',
      tag,
      summary: 'Adds people to a group',
      params: conversationParams,
      body: z.strictObject({ userIds: z.array(userIdSchema).min(1).max(limits.groupMembers) }),
      success: { status: 204, about: 'They are members.' },
      errors: ['not_found', 'forbidden', 'limit_reached'],
      handle: async ({ caller, params, body }) =>
        void (await logic.unary('addMembers', { caller, ...params, ...body })),
    }),
    route({
      method: 'delete',
      path: `${MEMBERS}/{userId}`,
      id: 'removeMember',
      tag,
      summary: 'Removes somebody from a group',
      params: memberParams,
      success: { status: 204, about: 'No member any more.' },
      errors: ['not_found', 'forbidden'],
      handle: async ({ caller, params }) =>
        void (await logic.unary('removeMember', { caller, ...params })),
    }),
  ];
}
