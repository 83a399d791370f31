import type { Session__Output, SignedIn__Output } from '@parley/contracts';
import type { SessionView, SignedInView } from '@parley/wire';
import { toPresentUserView } from './user-view.ts';

export function toSignedInView(signedIn: SignedIn__Output): SignedInView {
  return {
    user: toPresentUserView(signedIn.user),
    sessionId: signedIn.sessionId,
    accessToken: signedIn.accessToken,
    accessExpiresAtMs: signedIn.accessExpiresAtMs,
    refreshToken: signedIn.refreshToken,
    refreshExpiresAtMs: signedIn.refreshExpiresAtMs,
  };
}

export function toSessionView(session: Session__Output): SessionView {
  const { sessionId, deviceName, createdAtMs, lastSeenAtMs, current } = session;
  return { sessionId, deviceName, createdAtMs, lastSeenAtMs, current };
}
