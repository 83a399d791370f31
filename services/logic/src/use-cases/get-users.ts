import type { UserId } from '@parley/core';
import type { AccountStore, UserRecord } from '@parley/store';
import { isGuestName } from '../domain/guest-name.ts';
import { checkIds } from '../domain/ids.ts';
import type { LogicOptions } from '../options.ts';

interface Ports {
  accounts: Pick<AccountStore, 'findByIds'>;
  options: Pick<LogicOptions, 'maxUserIds'>;
}

/**
 * Users by id, in the order asked for; who does not exist is left out, and so are guests.
 * @throws ParleyError `invalid_request`.
 */
export type GetUsers = (userIds: readonly UserId[]) => Promise<UserRecord[]>;

export function getUsers({ accounts, options }: Ports): GetUsers {
  return async given => {
    const userIds = checkIds('userIds', given, options.maxUserIds);
    const found = await accounts.findByIds(userIds);
    return userIds.flatMap(userId => {
      const user = found.get(userId);
      return user === undefined || isGuestName(user.name) ? [] : user;
    });
  };
}
