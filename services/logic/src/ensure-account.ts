import { ParleyError } from '@parley/core';
import type { AccountStore, UserRecord } from '@parley/store';

/**
 * The account with this name, made if nobody has it yet; of several who make it at once all get the one
 * that is there then.
 */
export async function ensureAccount(
  accounts: Pick<AccountStore, 'create' | 'findByName'>,
  name: string,
  make: () => UserRecord | Promise<UserRecord>,
): Promise<UserRecord> {
  const existing = await accounts.findByName(name);
  if (existing) return existing;
  const user = await make();
  try {
    await accounts.create(user);
    return user;
  } catch (error) {
    const winner = await accounts.findByName(name);
    if (error instanceof ParleyError && error.code === 'name_taken' && winner) return winner;
    throw error;
  }
}
