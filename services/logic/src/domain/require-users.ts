import { ParleyError, type UserId } from '@parley/core';
import type { AccountStore } from '@parley/store';
import { isGuestName } from './guest-name.ts';

/** Ids of one query; databases bound the parameters of a statement. */
const CHUNK = 500;

/** @throws ParleyError `not_found` naming the first user who does not exist; guests do not exist to accounts. */
export async function requireUsers(
  accounts: Pick<AccountStore, 'findByIds'>,
  field: string,
  userIds: readonly UserId[],
): Promise<void> {
  for (let start = 0; start < userIds.length; start += CHUNK) {
    const chunk = userIds.slice(start, start + CHUNK);
    const found = await accounts.findByIds(chunk);
    const missing = chunk.find(userId => {
      const user = found.get(userId);
      return user === undefined || isGuestName(user.name);
    });
    if (missing !== undefined) throw userNotFound(field, missing);
  }
}

export function userNotFound(field: string, userId: UserId): ParleyError {
  return new ParleyError('not_found', 'There is no such user.', {
    field,
    value: userId,
    expected: 'the id of a user',
  });
}
