import { existsSync } from 'node:fs';
import { type Config, ConfigError } from '@parley/config';
import { ParleyError, silentLogger } from '@parley/core';
import type { AccountStore, UserRecord } from '@parley/store';
import { sqliteFile, stores } from './adapters.ts';
import type { AdminCommand } from './admin-arguments.ts';

/**
 * Lists who may operate the server, or gives the right to somebody, or takes it away; holds from the
 * next request on. Prints what a person needs to know.
 * @throws ConfigError when there is no database yet, ParleyError `not_found` for a name that nobody
 *   has, `unavailable` when the database does not answer.
 */
export async function admins(command: AdminCommand, config: Config): Promise<void> {
  if (config.store.kind === 'sqlite' && !existsSync(sqliteFile(config))) {
    const file = sqliteFile(config);
    throw new ConfigError('store', `There is no database at ${file}: start Parley there first.`);
  }
  const store = await stores[config.store.kind](config, silentLogger);
  try {
    process.stdout.write(`${await carryOut(store.accounts, command)}\n`);
  } finally {
    await store.close();
  }
}

async function carryOut(accounts: AccountStore, command: AdminCommand): Promise<string> {
  switch (command.action) {
    case 'list': {
      const all = await accounts.listAdmins();
      if (all.length === 0) return 'There are no admins; "admins add NAME" makes one.';
      return all
        .map(({ user, sinceMs }) => `${user.name}  since ${new Date(sinceMs).toISOString()}`)
        .join('\n');
    }
    case 'add': {
      const { userId, name } = await find(accounts, command.name);
      await accounts.setAdmin(userId, Date.now());
      return `${name} is an admin.`;
    }
    case 'remove': {
      const { userId, name } = await find(accounts, command.name);
      await accounts.setAdmin(userId, undefined);
      return `${name} is no admin.`;
    }
  }
}

async function find(accounts: AccountStore, name: string): Promise<UserRecord> {
  const user = await accounts.findByName(name.trim());
  if (user) return user;
  throw new ParleyError('not_found', `Nobody is called "${name}": they have to register first.`);
}
