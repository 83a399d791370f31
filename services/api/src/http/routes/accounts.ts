import { labelSchema, userNameSchema } from '@parley/wire/schemas';
import { z } from 'zod';
import { type Route, signInRoute } from '../route.ts';
import { passwordSchema } from '../schemas/requests.ts';
import { signedInView } from '../schemas/views.ts';
import { toSignedInView } from '../views/session-views.ts';
import type { RouteContext } from './route-context.ts';

export function accountRoutes({ logic, limits }: RouteContext): Route[] {
  return [
    signInRoute({
      method: 'post',
      path: '/v1/accounts',
      id: 'register',
      tag: 'Accounts',
      summary: 'Makes an account and signs in',
      body: z.strictObject({
        name: userNameSchema(limits),
        password: passwordSchema,
        displayName: labelSchema(limits)
          .optional()
          .meta({ description: 'How others see the person. Default: the name.' }),
        deviceName: labelSchema(limits)
          .optional()
          .meta({ description: 'How the person will know this device in the list of sessions.' }),
      }),
      success: { status: 201, schema: signedInView, about: 'The account, signed in.' },
      errors: ['name_taken', 'forbidden'],
      account: body => body.name,
      handle: async ({ body, address }) =>
        toSignedInView(await logic.unary('register', { ...body, address })),
    }),
  ];
}
