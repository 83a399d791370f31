import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BACKENDS } from './backends.ts';
import { ensureProgram } from './install-package.ts';
import { type Server, startServer } from './server.ts';

export interface RedisOptions {
  /** Clients must give this password. Default: none. */
  password?: string;
  /** Whether data outlives a restart and a crash (append-only file, synced on each write). Default false. */
  persistent?: boolean;
  /** More settings, one `name value` a line, as in redis.conf. */
  settings?: readonly string[];
}

export interface RedisServer extends Server {
  /** `redis://[:password@]127.0.0.1:port` */
  readonly url: string;
}

/** Starts redis-server, empty; without `persistent` a restart empties it again. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  const { program, debianPackage } = BACKENDS.redis;
  const command = await ensureProgram(program, debianPackage);
  const server = await startServer({
    name: 'redis',
    // A file, not arguments: arguments are shown to every user of the machine.
    prepare: folder => writeFile(join(folder, 'redis.conf'), configuration(options)),
    launch: (folder, [port]) => ({
      command,
      args: [join(folder, 'redis.conf'), '--port', String(port)],
      ready: /Ready to accept connections/,
    }),
  });
  const login = options.password ? `:${encodeURIComponent(options.password)}@` : '';
  return Object.assign(server, { url: `redis://${login}127.0.0.1:${server.port}` });
}

function configuration({ password, persistent = false, settings = [] }: RedisOptions): string {
  const lines = [
    'bind 127.0.0.1',
    'dir ./',
    'save ""',
    persistent ? 'appendonly yes\nappendfsync always' : 'appendonly no',
    ...(password ? [`requirepass ${JSON.stringify(password)}`] : []),
    ...settings,
  ];
  return `${lines.join('\n')}\n`;
}
