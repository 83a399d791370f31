import type { SignedInView } from '@parley/wire';
import type { ResolvedOptions } from '../options.ts';
import { request } from './http-client.ts';

type Options = Pick<ResolvedOptions, 'apiUrl' | 'fetch' | 'httpTimeoutMs' | 'deviceName'>;

export interface Credentials {
  name: string;
  password: string;
}
export interface Registration extends Credentials {
  /** Default: the name. */
  displayName?: string;
}

/** Errors: `invalid_request` with the field, `name_taken`, `rate_limited`. */
export function register(options: Options, registration: Registration): Promise<SignedInView> {
  const body = { ...registration, deviceName: options.deviceName };
  return request(options, { method: 'POST', path: '/v1/accounts', body });
}

/** Errors: `wrong_credentials`, `rate_limited`. */
export function signIn(options: Options, credentials: Credentials): Promise<SignedInView> {
  const body = { ...credentials, deviceName: options.deviceName };
  return request(options, { method: 'POST', path: '/v1/sessions', body });
}

/** Errors: `unauthenticated` or `session_revoked` when the session is over. */
export function refresh(options: Options, refreshToken: string): Promise<SignedInView> {
  return request(options, { method: 'POST', path: '/v1/sessions/refresh', body: { refreshToken } });
}
