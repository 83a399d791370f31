import { ConfigError, describeFlags, exampleFile, loadConfig } from '@parley/config';
import { ParleyError } from '@parley/core';
import { MODULES, parseArguments } from './arguments.ts';
import { guard } from './guard.ts';
import { readVersion } from './version.ts';
import type { ScaledModule } from './workers/supervise.ts';
import { openWorkerLink } from './workers/worker-link.ts';
import { limitYoungGeneration } from './young-generation.ts';

/**
 * The whole program: reads arguments and environment and does what they ask, loading no more than that
 * needs. Resolves to the exit code; prints what a person needs to know.
 */
export async function run(argv: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  try {
    const command = parseArguments(argv);
    switch (command.do) {
      case 'help':
        process.stdout.write(help());
        return 0;
      case 'version':
        process.stdout.write(`parley ${readVersion()}\n`);
        return 0;
      case 'print-config':
        process.stdout.write(exampleFile());
        return 0;
      case 'dead-letters': {
        const { configFile, flags } = command;
        const config = loadConfig({ file: configFile, environment: env, flags });
        const { deadLetters } = await import('./dead-letters.ts');
        return await deadLetters(command.deadLetters, config);
      }
      case 'admins': {
        const { configFile, flags } = command;
        const { admins } = await import('./admins.ts');
        await admins(command.admins, loadConfig({ file: configFile, environment: env, flags }));
        return 0;
      }
      case 'import-users': {
        const { configFile, flags } = command;
        const config = loadConfig({ file: configFile, environment: env, flags });
        const { importUsers } = await import('./import-users.ts');
        return await importUsers(command.importUsers, config);
      }
      case 'epochs': {
        const { configFile, flags } = command;
        const config = loadConfig({ file: configFile, environment: env, flags });
        const { raiseEpochs } = await import('./epochs.ts');
        return await raiseEpochs(command.epochs, config);
      }
      case 'start': {
        const { module, configFile, flags } = command;
        const config = loadConfig({ file: configFile, environment: env, flags });
        guard(module, config);
        if (module === 'connect') limitYoungGeneration(env);
        const link = openWorkerLink(env);
        if (config.workers > 1 && !link) {
          const { supervise } = await import('./workers/supervise.ts');
          // Others do not get through the guard with more than one worker.
          return await supervise(module as ScaledModule, config, argv);
        }
        const { serve } = await import('./serve.ts');
        return await serve(module, config, link);
      }
    }
  } catch (error) {
    // What a person can mend is said without a stack; anything else is a bug, and is shown whole.
    if (!(error instanceof ConfigError || error instanceof ParleyError)) throw error;
    process.stderr.write(`\n  ${explain(error)}\n\n`);
    return error instanceof ConfigError ? 2 : 1;
  }
}

/** The message may be meant for clients; who starts the program wants to know what is behind it. */
function explain({ message, cause }: Error): string {
  return cause instanceof Error && cause.message ? `${message} (${cause.message})` : message;
}

function help(): string {
  return `Parley ${readVersion()}: instant messaging that you host yourself.

  node dist/main [--module ${MODULES.join('|')}] [--config parley.yaml] [--setting value …]
  node dist/main dead-letters list|replay|purge [--id X …|--all] [--limit N] [--json] [--setting value …]
  node dist/main epochs raise [--conversation ID …|--all] [--setting value …]
  node dist/main admins add NAME|remove NAME|list [--setting value …]
  node dist/main import-users gochat FILE [--setting value …]

  -m, --module NAME    what this process is; all is everything in one process (default)
      --workers N      so many processes of connect, api, logic or task behind one port
  -c, --config FILE    settings in YAML; --print-config shows all of them
  -h, --help           this text
      --version        the version
      --print-config   a configuration file with every setting at its default

Settings, each also as PARLEY_… in the environment (--connect.port is PARLEY_CONNECT_PORT).
Secrets are never flags: PARLEY_TIERS_SECRET, PARLEY_AUTH_JWT_SECRET, PARLEY_STORE_POSTGRES_URL,
PARLEY_STORE_MYSQL_URL, PARLEY_REDIS_PASSWORD, PARLEY_REDIS_SENTINEL_PASSWORD, or the same with _FILE
for a file that holds it.

${describeFlags()}
`;
}
