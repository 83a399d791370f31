import type { Presence__Output, User__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { MeView, Presence, PresenceMode, PresenceStatus, UserView } from '@parley/wire';

export function toUserView(user: User__Output): UserView {
  const { userId, name, displayName, createdAtMs } = user;
  return { userId, name, displayName, createdAtMs };
}

export function toMeView(user: User__Output): MeView {
  return { ...toUserView(user), presenceMode: user.presenceMode as PresenceMode };
}

export function toPresenceView({ lastSeenAtMs, ...presence }: Presence__Output): Presence {
  const status = presence.status as PresenceStatus;
  return { ...presence, status, ...(lastSeenAtMs > 0 && { lastSeenAtMs }) };
}

/**
 * For answers that cannot be without a user.
 * @throws ParleyError `internal` when logic left it out.
 */
export function toPresentUserView(user: User__Output | null): UserView {
  if (user === null) throw new ParleyError('internal', 'The answer was incomplete.');
  return toUserView(user);
}
