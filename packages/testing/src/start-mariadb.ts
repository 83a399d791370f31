import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BACKENDS } from './backends.ts';
import { ensureProgram } from './install-package.ts';
import { type Server, startServer } from './server.ts';
import { unprivilegedUser } from './unprivileged-user.ts';

export interface MariadbOptions {
  /** Whether a commit waits for the disk. Default false: a crash of the machine may lose data, one of the server does not. */
  fsync?: boolean;
  /** More settings, as `name=value`. */
  settings?: readonly string[];
}

export interface MariadbServer extends Server {
  /** Of the database `parley`, which every test file of this server shares. */
  readonly url: string;
  /** Makes an empty database and returns its URL. */
  createDatabase(): Promise<string>;
}

const run = promisify(execFile);
const ACCOUNT = 'parley';

/**
 * Starts MariaDB (utf8mb4, TCP on loopback only, a random password). Its data outlives `restart`, not
 * `stop`. It refuses to run as root: root runs it as user `mysql`, else `nobody`.
 */
export async function startMariadb(options: MariadbOptions = {}): Promise<MariadbServer> {
  const { program, debianPackage } = BACKENDS.mariadb;
  const command = await ensureProgram(program, debianPackage);
  const client = await ensureProgram('mariadb', 'mariadb-client');
  const user = await unprivilegedUser('mysql');
  const password = randomBytes(16).toString('hex');
  const server = await startServer({
    name: 'mariadb',
    prepare: folder => initialize(folder, password, user),
    launch: (folder, [port]) => ({
      command,
      args: ['--no-defaults', `--datadir=${join(folder, 'data')}`, `--port=${port}`]
        .concat(`--socket=${join(folder, 'socket')}`)
        .concat(settings(options).map(setting => `--${setting}`)),
      user,
      ready: /ready for connections/,
      stopGraceMs: 15_000,
    }),
  });
  const urlOf = (database: string) =>
    `mysql://${ACCOUNT}:${password}@127.0.0.1:${server.port}/${database}`;
  return Object.assign(server, {
    url: urlOf('parley'),
    createDatabase: async () => {
      const database = `parley_${randomBytes(6).toString('hex')}`;
      const login = ['--host=127.0.0.1', `--port=${server.port}`, `--user=${ACCOUNT}`];
      await run(client, ['--no-defaults', ...login, `--execute=CREATE DATABASE ${database}`], {
        env: { ...process.env, MYSQL_PWD: password },
      });
      return urlOf(database);
    },
  });
}

function settings({ fsync = false, settings: more = [] }: MariadbOptions): string[] {
  // 2 writes the log at each commit, into the system's memory: it outlives the server.
  const durability = fsync ? [] : ['innodb-flush-log-at-trx-commit=2', 'innodb-doublewrite=OFF'];
  return [
    'bind-address=127.0.0.1',
    // Also keeps a slow or missing name server out of every connect.
    'skip-name-resolve',
    'character-set-server=utf8mb4',
    'innodb-log-file-size=32M',
    ...durability,
    ...more,
  ];
}

/** An account of our own is made with the system tables: root may then only come by the socket. */
async function initialize(
  folder: string,
  password: string,
  user: { uid: number; gid: number } | undefined,
): Promise<void> {
  const accountFile = join(folder, 'account.sql');
  const account = `'${ACCOUNT}'@'127.0.0.1'`;
  const statements = [
    // While the tables are made nobody's rights are looked at, nor can be given, before this.
    'FLUSH PRIVILEGES;',
    'CREATE DATABASE parley CHARACTER SET utf8mb4;',
    `CREATE USER ${account} IDENTIFIED BY '${password}';`,
    `GRANT ALL ON *.* TO ${account} WITH GRANT OPTION;`,
  ];
  await writeFile(accountFile, statements.join('\n'), { mode: 0o600 });
  if (user) {
    await chown(folder, user.uid, user.gid);
    await chown(accountFile, user.uid, user.gid);
  }
  const args = [
    '--no-defaults',
    `--datadir=${join(folder, 'data')}`,
    `--extra-file=${accountFile}`,
    '--auth-root-authentication-method=socket',
    '--skip-test-db',
    '--skip-name-resolve',
  ];
  const install = await ensureProgram('mariadb-install-db', BACKENDS.mariadb.debianPackage);
  await run(install, args, { cwd: folder, ...user });
  await rm(accountFile);
}
