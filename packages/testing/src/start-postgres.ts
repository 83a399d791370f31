import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { BACKENDS } from './backends.ts';
import { ensureProgram } from './install-package.ts';
import { type Server, startServer } from './server.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

export interface PostgresOptions {
  /** Whether a commit waits for the disk. Default false: a crash of the machine may lose data, one of the server does not. */
  fsync?: boolean;
  /** More settings, as `name=value`. */
  settings?: readonly string[];
}

export interface PostgresServer extends Server {
  /** Of the database `postgres`, which every test file of this server shares. */
  readonly url: string;
  /** Makes an empty database and returns its URL. */
  createDatabase(): Promise<string>;
}

const run = promisify(execFile);
const SUPERUSER = 'postgres';

/**
 * Starts PostgreSQL (UTF-8, locale C, TCP on loopback only, a random password). Its data outlives
 * `restart`, not `stop`. It refuses to run as root: root runs it as user `postgres`, else `nobody`.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<PostgresServer> {
  const { program, debianPackage } = BACKENDS.postgres;
  // The folder of the real program: on PATH there may be a link to it, without its companions.
  const bin = dirname(await realpath(await ensureProgram(program, debianPackage)));
  const user = await unprivilegedUser('postgres');
  const password = randomBytes(16).toString('hex');
  const server = await startServer({
    name: 'postgres',
    prepare: folder => initialize(bin, folder, password, user),
    launch: (folder, [port]) => ({
      command: join(bin, 'postgres'),
      args: ['-D', join(folder, 'data'), '-p', String(port), ...settings(options)],
      user,
      ready: /database system is ready to accept connections/,
      // Fast shutdown; SIGTERM would wait until the last client has left.
      stopSignal: 'SIGINT',
      // With SIGKILL its helper processes would outlive it for a moment.
      stopGraceMs: 15_000,
    }),
  });
  const urlOf = (database: string) =>
    `postgres://${SUPERUSER}:${password}@127.0.0.1:${server.port}/${database}`;
  return Object.assign(server, {
    url: urlOf('postgres'),
    createDatabase: async () => {
      const database = `parley_${randomBytes(6).toString('hex')}`;
      const login = ['-h', '127.0.0.1', '-p', String(server.port), '-U', SUPERUSER];
      // template0 has no connections, so that two test files can copy it at the same time.
      await run(join(bin, 'createdb'), [...login, '-T', 'template0', database], {
        env: { ...process.env, PGPASSWORD: password },
      });
      return urlOf(database);
    },
  });
}

function settings({ fsync = false, settings: more = [] }: PostgresOptions): string[] {
  const durability = fsync ? [] : ['fsync=off', 'full_page_writes=off'];
  const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...durability, ...more];
  return all.flatMap(setting => ['-c', setting]);
}

async function initialize(
  bin: string,
  folder: string,
  password: string,
  user: { uid: number; gid: number } | undefined,
): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user) {
    await chown(folder, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const args = [
    `--pgdata=${join(folder, 'data')}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ];
  await run(join(bin, 'initdb'), args, { cwd: folder, ...user });
  await rm(passwordFile);
}
