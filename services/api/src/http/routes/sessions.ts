import { labelSchema } from '@parley/wire/schemas';
import { z } from 'zod';
import { type Route, route, signInRoute } from '../route.ts';
import { nameSchema, passwordSchema, sessionParams } from '../schemas/requests.ts';
import { itemsOf, sessionView, signedInView } from '../schemas/views.ts';
import { toSessionView, toSignedInView } from '../views/session-views.ts';
import type { RouteContext } from './route-context.ts';

const tag = 'Sessions';

export function sessionRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    signInRoute({
      method: 'post',
      path: '/v1/sessions',
      id: 'signIn',
      tag,
      summary: 'Signs in',
      body: z.strictObject({
        name: nameSchema,
        password: passwordSchema,
        deviceName: labelSchema(limits).optional(),
      }),
      success: { status: 201, schema: signedInView, about: 'A new session.' },
      errors: ['wrong_credentials'],
      account: body => body.name,
      handle: async ({ body, address }) =>
        toSignedInView(await logic.unary('signIn', { ...body, address })),
    }),
    signInRoute({
      method: 'post',
      path: '/v1/sessions/refresh',
      id: 'refresh',
      tag,
      summary: 'Gets a new access token',
      description: 'A refresh token is good once: keep the one in the answer.',
      body: z.strictObject({ refreshToken: z.string().min(1).max(4_096) }),
      success: { status: 200, schema: signedInView, about: 'The session, with new tokens.' },
      errors: ['unauthenticated', 'token_expired', 'session_revoked'],
      account: body => body.refreshToken,
      handle: async ({ body }) => toSignedInView(await logic.unary('refresh', body)),
    }),
    route({
      method: 'get',
      path: '/v1/sessions',
      id: 'listSessions',
      tag,
      summary: 'The devices that are signed in',
      success: { status: 200, schema: itemsOf(sessionView), about: 'All of them.' },
      handle: async ({ caller }) => {
        const { sessions } = await logic.unary('listSessions', { caller });
        return { items: sessions.map(toSessionView) };
      },
    }),
    ...signOutRoutes({ logic }),
  ];
}

// `current` and `others` come first: no id is a word, but the first match is taken.
function signOutRoutes({ logic }: Pick<RouteContext, 'logic'>): Route[] {
  return [
    route({
      method: 'delete',
      path: '/v1/sessions/current',
      id: 'signOut',
      tag,
      summary: 'Signs this device out',
      success: { status: 204, about: 'Signed out.' },
      handle: async ({ caller }) => void (await logic.unary('signOut', { caller })),
    }),
    route({
      method: 'delete',
      path: '/v1/sessions/others',
      id: 'signOutOthers',
      tag,
      summary: 'Signs all other devices out',
      success: { status: 204, about: 'Only this device is left.' },
      handle: async ({ caller }) =>
        void (await logic.unary('signOut', { caller, allOthers: true })),
    }),
    route({
      method: 'delete',
      path: '/v1/sessions/{sessionId}',
      id: 'signOutSession',
      tag,
      summary: 'Signs one device out',
      params: sessionParams,
      success: { status: 204, about: 'Signed out.' },
      errors: ['not_found'],
      handle: async ({ caller, params: { sessionId } }) =>
        void (await logic.unary('signOut', { caller, sessionId })),
    }),
  ];
}
