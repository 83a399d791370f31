import type { Config } from '@parley/config';
import { MAX_WORKERS, Snowflake, silentLogger, systemClock } from '@parley/core';
import { type ForeignAccount, importAccounts } from '@parley/logic';
import { registries, stores } from './adapters.ts';
import { readGochatUsers } from './compat/gochat-users.ts';
import type { ImportFormat, ImportUsersCommand } from './import-users-arguments.ts';
import { type IdSource, openIds } from './modules/ids.ts';

const READERS: Record<ImportFormat, (file: string) => ForeignAccount[]> = {
  gochat: readGochatUsers,
};

/**
 * Brings the users of another system in, with their passwords; prints who came and who was left out, and
 * why. Resolves to the exit code: 1 if somebody was left out.
 * @throws ConfigError for a file that cannot be read, ParleyError when the database does not answer.
 */
export async function importUsers(
  { format, file }: ImportUsersCommand,
  config: Config,
): Promise<number> {
  const accounts = READERS[format](file);
  const store = await stores[config.store.kind](config, silentLogger);
  const ids = await openOwnIds(config);
  const ports = { store, nextId: () => ids.nextId(), clock: systemClock };
  let imported = 0;
  try {
    for await (const result of importAccounts(ports, accounts)) {
      if (result.outcome === 'imported') imported += 1;
      else process.stdout.write(`Left out: ${result.name}. ${result.why}\n`);
    }
  } finally {
    await ids.close();
    await store.close();
  }
  process.stdout.write(`Imported ${imported} of ${accounts.length} users.\n`);
  return imported < accounts.length ? 1 : 0;
}

/** Ids that no running server makes: it may go on working meanwhile. */
async function openOwnIds(config: Config): Promise<IdSource> {
  if (config.registry.kind === 'memory') {
    // The server is one process, which has the first number.
    const snowflake = new Snowflake(MAX_WORKERS - 1);
    return { nextId: () => snowflake.next(), close: async () => {} };
  }
  const registry = await registries[config.registry.kind](config, silentLogger);
  const ids = await openIds(registry, silentLogger);
  const close = async () => {
    await ids.close();
    await registry.close();
  };
  return { nextId: () => ids.nextId(), close };
}
