import { join } from 'node:path';
import { BACKENDS } from './backends.ts';
import { ensureProgram } from './install-package.ts';
import { type Server, startServer } from './server.ts';

export interface EtcdServer extends Server {
  /** `http://127.0.0.1:port` */
  readonly endpoint: string;
}

/**
 * Starts a cluster of one etcd member. Its data outlives `restart`, not `stop`.
 * The shortest lease that it grants is 1 s.
 */
export async function startEtcd(): Promise<EtcdServer> {
  const { program, debianPackage } = BACKENDS.etcd;
  const command = await ensureProgram(program, debianPackage);
  const server = await startServer({
    name: 'etcd',
    ports: 2,
    launch: (folder, [clientPort, peerPort]) => {
      const client = `http://127.0.0.1:${clientPort}`;
      const peer = `http://127.0.0.1:${peerPort}`;
      return {
        command,
        args: [
          '--name=only',
          `--data-dir=${join(folder, 'data')}`,
          `--listen-client-urls=${client}`,
          `--advertise-client-urls=${client}`,
          `--listen-peer-urls=${peer}`,
          `--initial-advertise-peer-urls=${peer}`,
          `--initial-cluster=only=${peer}`,
          // A tenth of the defaults: etcd grants no lease shorter than 1.5 elections.
          '--heartbeat-interval=10',
          '--election-timeout=100',
        ],
        env: {
          // Known from 3.5 on; 3.4 only warns about a variable that it does not know.
          ETCD_UNSAFE_NO_FSYNC: 'true',
          // 3.4 refuses to run on ARM without it.
          ETCD_UNSUPPORTED_ARCH: process.arch === 'arm64' ? 'arm64' : undefined,
        },
        ready: /ready to serve client requests/,
      };
    },
  });
  return Object.assign(server, { endpoint: `http://127.0.0.1:${server.port}` });
}
