import { z } from 'zod';
import { type Route, route } from '../route.ts';
import { queryInteger, userIdsInQuery } from '../schemas/requests.ts';
import { itemsOf, meView, userView } from '../schemas/views.ts';
import { toMeView, toUserView } from '../views/user-view.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'People';
const DEFAULT_FOUND = 20;

export function userRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/me',
      id: 'getMe',
      tag,
      summary: 'Who is signed in',
      success: { status: 200, schema: meView, about: 'The caller.' },
      handle: async ({ caller }) => toMeView(await logic.unary('getMe', { caller })),
    }),
    route({
      method: 'get',
      path: '/v1/users',
      id: 'getUsers',
      tag,
      summary: 'People by their ids',
      query: z.strictObject({ ids: userIdsInQuery }),
      success: { status: 200, schema: itemsOf(userView), about: 'Unknown ids are left out.' },
      handle: async ({ caller, query }) => {
        const { users } = await logic.unary('getUsers', { caller, userIds: query.ids });
        return { items: users.map(toUserView) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/users/search',
      id: 'findUsers',
      tag,
      summary: 'People by the beginning of a name',
      query: z.strictObject({
        prefix: z.string().trim().min(1).max(limits.nameChars),
        limit: queryInteger(1, limits.pageSize, DEFAULT_FOUND),
      }),
      success: { status: 200, schema: itemsOf(userView), about: 'Who was found.' },
      handle: async ({ caller, query }) => {
        const { users } = await logic.unary('findUsers', { caller, ...query });
        return { items: users.map(toUserView) };
      },
    }),
  ];
}
