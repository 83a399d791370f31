import type { Route } from '../route.ts';
import { accountRoutes } from './accounts.ts';
import { conversationRoutes } from './conversations.ts';
import { deadLetterRoutes } from './dead-letters.ts';
import { eventRoutes } from './events.ts';
import { memberRoutes } from './members.ts';
import { presenceRoutes } from './presence.ts';
import type { RouteContext } from './route-context.ts';
import { sessionRoutes } from './sessions.ts';
import { userRoutes } from './users.ts';

export type { RouteContext } from './route-context.ts';

/** Every operation of the API, in the order in which paths are matched: the hot ones first. */
export function createRoutes(context: RouteContext): Route[] {
  return [
    ...eventRoutes(context),
    ...accountRoutes(context),
    ...sessionRoutes(context),
    ...userRoutes(context),
    ...presenceRoutes(context),
    ...conversationRoutes(context),
    ...memberRoutes(context),
    ...deadLetterRoutes(context),
  ];
}
