import type { User__Output } from '@parley/contracts';
import { ParleyError } from '@parley/core';
import type { UserView } from '@parley/wire';

export function toUserView(user: User__Output): UserView {
  const { userId, name, displayName, createdAtMs } = user;
  return { userId, name, displayName, createdAtMs };
}

/**
 * For answers that cannot be without a user.
 * @throws ParleyError `internal` when logic left it out.
 */
export function toPresentUserView(user: User__Output | null): UserView {
  if (user === null) throw new ParleyError('internal', 'The answer was incomplete.');
  return toUserView(user);
}
