import { PRESENCE_MODES } from '@parley/wire';
import { z } from 'zod';
import { type Route, route } from '../route.ts';
import { userIdsInQuery } from '../schemas/requests.ts';
import { itemsOf, presenceView } from '../schemas/views.ts';
import { toPresenceView } from '../views/user-view.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'People';

export function presenceRoutes({ logic }: RouteContext): Route[] {
  return [
    route({
      method: 'put',
      path: '/v1/me/presence',
      id: 'setPresenceMode',
      tag,
      summary: 'How the caller wants to be seen',
      description:
        '`auto`: online or away, as it is. `busy`: do not disturb. `invisible`: offline to everybody. Kept until it is changed; the other devices are told.',
      body: z.strictObject({ mode: z.enum(PRESENCE_MODES) }),
      success: { status: 204, about: 'It is seen so from now on.' },
      handle: async ({ caller, body }) =>
        void (await logic.unary('setPresenceMode', { caller, ...body })),
    }),
    route({
      method: 'get',
      path: '/v1/users/presence',
      id: 'getPresence',
      tag,
      summary: 'Who is there',
      description: 'As it is now. To be told of changes, watch over the WebSocket.',
      query: z.strictObject({ ids: userIdsInQuery }),
      success: { status: 200, schema: itemsOf(presenceView), about: 'One entry each.' },
      handle: async ({ caller, query: { ids } }) => {
        const call = { caller, userIds: ids };
        const { presences } = await logic.exchange('presence', call, ids[0] ?? '');
        return { items: presences.map(toPresenceView) };
      },
    }),
  ];
}
