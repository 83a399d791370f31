import type { IncomingHttpHeaders } from 'node:http';
import { ParleyError } from '@parley/core';

// RFC 6750, section 2.1.
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

/**
 * The access token of a request's head. Whether it is good is for logic to say.
 * @throws ParleyError `unauthenticated` when there is none.
 */
export function bearerToken(headers: IncomingHttpHeaders): string {
  const header = headers.authorization;
  const token = header === undefined ? undefined : BEARER.exec(header)?.[1];
  if (token !== undefined) return token;
  throw new ParleyError(
    'unauthenticated',
    header === undefined ? 'Sign in first.' : 'The Authorization header holds no access token.',
    { field: 'Authorization', expected: 'Bearer and an access token' },
  );
}
