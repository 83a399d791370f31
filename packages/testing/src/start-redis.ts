import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BACKENDS } from './backends.ts';
import { ensureProgram } from './install-package.ts';
import { type CertificateFiles, makeCertificates } from './make-certificates.ts';
import { type Server, startServer } from './server.ts';

export interface RedisOptions {
  /** Clients must give this password. Default: none. */
  password?: string;
  /** Whether data outlives a restart and a crash (append-only file, synced on each write). Default false. */
  persistent?: boolean;
  /** TLS alone, with a certificate that is for `serverName` and no other. Default: no TLS. */
  tls?: { serverName: string; clientCertificates?: 'required' | 'optional' };
  /** A node of a cluster, which is in none yet. Default false. */
  cluster?: boolean;
  /** More settings, one `name value` a line, as in redis.conf. */
  settings?: readonly string[];
}

export interface RedisServer extends Server {
  /** `redis[s]://[:password@]127.0.0.1:port` */
  readonly url: string;
  /** `127.0.0.1:port` */
  readonly address: string;
  /** Where nodes of a cluster talk to each other. */
  readonly busPort: number;
  /** What a client trusts and may show; none without TLS. */
  readonly certificates: CertificateFiles | undefined;
  /** Carries out one command on this very server; resolves to the answer as redis-cli prints it. */
  command(...words: readonly string[]): Promise<string>;
}

const run = promisify(execFile);

/** Starts redis-server, empty; without `persistent` a restart empties it again. */
export async function startRedis(options: RedisOptions = {}): Promise<RedisServer> {
  return await startRedisServer('redis', options, /Ready to accept connections/);
}

/** As `startRedis`; `asSentinel` makes the same program a Sentinel. */
export async function startRedisServer(
  name: string,
  options: RedisOptions,
  ready: RegExp,
  asSentinel = false,
): Promise<RedisServer> {
  const { program, debianPackage } = BACKENDS.redis;
  const command = await ensureProgram(program, debianPackage);
  const { tls, password } = options;
  let certificates: CertificateFiles | undefined;
  let busPort = 0;
  const server = await startServer({
    name,
    ports: 2,
    prepare: async folder => {
      if (tls) certificates = await makeCertificates(folder, tls.serverName);
      // A file, not arguments: arguments are shown to every user of the machine.
      await writeFile(join(folder, 'redis.conf'), configuration(options, certificates));
    },
    launch: (folder, [port, secondPort = 0]) => {
      busPort = secondPort;
      const ports = tls ? ['--port', '0', '--tls-port', `${port}`] : ['--port', `${port}`];
      if (options.cluster) ports.push('--cluster-port', `${busPort}`);
      const args = [join(folder, 'redis.conf'), ...ports, ...(asSentinel ? ['--sentinel'] : [])];
      return { command, args, ready };
    },
  });
  const address = `127.0.0.1:${server.port}`;
  const login = password ? `:${encodeURIComponent(password)}@` : '';
  return Object.assign(server, {
    url: `${tls ? 'rediss' : 'redis'}://${login}${address}`,
    address,
    busPort,
    certificates,
    command: async (...words: readonly string[]) => {
      const client = await ensureProgram('redis-cli', 'redis-tools');
      const { caFile = '', certFile = '', keyFile = '' } = certificates ?? {};
      const secure = ['--tls', '--cacert', caFile, '--cert', certFile, '--key', keyFile];
      const args = [
        '-p',
        `${server.port}`,
        '-e',
        ...(tls ? [...secure, '--sni', tls.serverName] : []),
      ];
      const env = { ...process.env, ...(password ? { REDISCLI_AUTH: password } : {}) };
      const { stdout } = await run(client, [...args, ...words], { env });
      return stdout.trim();
    },
  });
}

function configuration(options: RedisOptions, certificates: CertificateFiles | undefined): string {
  const { password, persistent = false, tls, cluster = false, settings = [] } = options;
  const lines = [
    'bind 127.0.0.1',
    'dir ./',
    'save ""',
    // A replica gets its first copy at once; Redis waits 5 s for others.
    'repl-diskless-sync-delay 0',
    persistent ? 'appendonly yes\nappendfsync always' : 'appendonly no',
  ];
  if (password) lines.push(`requirepass ${JSON.stringify(password)}`);
  if (password) lines.push(`masterauth ${JSON.stringify(password)}`);
  if (cluster) lines.push('cluster-enabled yes');
  if (tls && certificates) {
    lines.push(`tls-ca-cert-file ${certificates.caFile}`);
    lines.push(`tls-cert-file ${certificates.certFile}`);
    lines.push(`tls-key-file ${certificates.keyFile}`);
    lines.push(`tls-auth-clients ${tls.clientCertificates === 'required' ? 'yes' : 'optional'}`);
  }
  return `${[...lines, ...settings].join('\n')}\n`;
}
