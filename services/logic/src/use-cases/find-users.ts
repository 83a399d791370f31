import { invalid } from '@parley/core';
import type { AccountStore, UserRecord } from '@parley/store';
import { isGuestName } from '../domain/guest-name.ts';
import { checkLimit } from '../domain/paging.ts';
import { normalizeUserName } from '../domain/user-name.ts';
import type { LogicOptions } from '../options.ts';

interface Ports {
  accounts: Pick<AccountStore, 'search'>;
  options: Pick<LogicOptions, 'maxFoundUsers' | 'limits'>;
}

/**
 * Users whose name or display name begins with `prefix`, by name; never guests.
 * @param limit 0 for the most.
 * @throws ParleyError `invalid_request`.
 */
export type FindUsers = (prefix: string, limit: number) => Promise<UserRecord[]>;

export function findUsers({ accounts, options }: Ports): FindUsers {
  return async (given, limit) => {
    const prefix = normalizeUserName(given);
    const { nameChars } = options.limits;
    if (prefix === '' || prefix.length > nameChars) {
      throw invalid('prefix', given, `1 to ${nameChars} characters`);
    }
    const most = checkLimit(limit, options.maxFoundUsers);
    return isGuestName(prefix) ? [] : accounts.search(prefix, most);
  };
}
