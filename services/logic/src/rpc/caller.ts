import type { Caller__Output, SessionRef__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { Authenticate, Session } from '../tokens/authenticate.ts';

/** Who makes a call: at once if a connect node says so. */
export type ResolveCaller = (caller: Caller__Output | null) => Session | Promise<Session>;

/**
 * An access token is checked in full. A session reference comes only from a connect node, which had
 * it from `open` (the tiers know each other by their credentials), and is taken as it is.
 * @throws ParleyError `unauthenticated`, `token_expired`, `session_revoked`.
 */
export function callerResolver(authenticate: Authenticate): ResolveCaller {
  return caller =>
    caller?.proof === 'accessToken'
      ? authenticate(caller.accessToken ?? '')
      : toSession(caller?.session);
}

export function toSession(ref: SessionRef__Output | null | undefined): Session {
  if (!ref?.userId || !ref.sessionId) throw nobody();
  return { userId: ref.userId, sessionId: ref.sessionId };
}

function nobody(): ParleyError {
  return new ParleyError('unauthenticated', 'Please sign in.', {
    field: 'caller',
    expected: 'an access token or a session',
  });
}
