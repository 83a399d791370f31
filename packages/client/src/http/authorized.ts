import { ParleyError } from '@parley/core';
import type { ResolvedOptions } from '../options.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import { type HttpRequest, request } from './http-client.ts';

export type Authorized = <T>(call: Omit<HttpRequest, 'token'>) => Promise<T>;

/** Requests in the name of who is signed in. A refused token is renewed and the request repeated, once. */
export function authorized(options: ResolvedOptions, session: SessionKeeper): Authorized {
  return async <T>(call: Omit<HttpRequest, 'token'>) => {
    const token = await session.accessToken();
    try {
      return await request<T>(options, { ...call, token });
    } catch (error) {
      if (!(error instanceof ParleyError)) throw error;
      if (error.code === 'session_revoked') await session.forget();
      if (error.code !== 'token_expired' && error.code !== 'unauthenticated') throw error;
      return request<T>(options, { ...call, token: await session.renew(token) });
    }
  };
}
