import { freePort } from '../free-port.ts';
import { startEtcd } from '../start-etcd.ts';
import { startMariadb } from '../start-mariadb.ts';
import { startPostgres } from '../start-postgres.ts';
import { startRedis } from '../start-redis.ts';
import {
  clusterEnv,
  type DatabaseName,
  portEnv,
  serversEnv,
  TIERS,
  type Tier,
} from './cluster-env.ts';
import type { Deployment, DeploymentOptions, Node } from './deployment.ts';
import { runCommand } from './run-command.ts';
import { startNode } from './start-node.ts';

export interface ClusterOptions extends DeploymentOptions {
  /** Default: postgres. */
  database?: DatabaseName;
  /** How many processes of each tier. Default: 2 logic, 2 task, 3 connect, 2 api, 1 site. */
  counts?: Partial<Record<Tier, number>>;
  /** The port of each tier's first node, if it is free. Default: any free one. */
  preferredPorts?: Partial<Record<Tier, number>>;
}

export interface Cluster extends Deployment {
  readonly addConnect: () => Promise<Node>;
  /** Stops a node in order (SIGTERM) and starts it again on its port, as an upgrade would. */
  readonly restartNode: (node: Node) => Promise<Node>;
  /** The servers behind: what they are and where. */
  readonly backends: Readonly<Record<'redis' | 'etcd' | 'database', string>>;
}

const START_DATABASE = { postgres: startPostgres, mariadb: startMariadb } as const;
const COUNTS: Record<Tier, number> = { logic: 2, task: 2, connect: 3, api: 2, site: 1 };

/** The four tiers and the page as separate processes, with a real Redis, etcd and database, in demo mode. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { database: name = 'postgres' } = options;
  const [redis, etcd, database] = await Promise.all([
    startRedis(),
    startEtcd(),
    START_DATABASE[name](),
  ]);
  const shared = {
    PARLEY_DEMO: 'true',
    PARLEY_LOG_LEVEL: 'warn',
    // Demo mode would take the same two for every node.
    PARLEY_CONNECT_TCP_PORTS: '0',
    ...clusterEnv(),
    ...serversEnv({
      etcd: etcd.endpoint,
      redis: redis.url,
      database: { name, url: await database.createDatabase() },
    }),
    ...options.env,
  };
  const nodes: Node[] = [];
  const urls = (module: Tier) =>
    nodes.filter(node => node.module === module).map(node => node.endpoints[module] ?? '');

  async function add(module: Tier, port: number): Promise<Node> {
    const site = {
      PARLEY_SITE_API_URL: urls('api')[0] ?? '',
      PARLEY_SITE_CONNECT_URLS: urls('connect').join(','),
    };
    const env = {
      ...shared,
      ...(module === 'site' ? site : {}),
      ...portEnv(module, port),
    };
    const node = await startNode(module, env, { [module]: urlOf(module, port) });
    nodes.push(node);
    return node;
  }

  async function startAll(ports: ReadonlyMap<Tier, readonly number[]>): Promise<void> {
    for (const module of TIERS) {
      for (const port of ports.get(module) ?? []) await add(module, port);
    }
  }

  async function stopAll(): Promise<void> {
    // The other way round: those in front leave while those behind still serve them.
    for (const module of TIERS.toReversed()) {
      await Promise.all(
        nodes.filter(node => node.module === module).map(node => node.process.stop()),
      );
    }
    nodes.length = 0;
  }

  const stopBackends = () => Promise.all([redis.stop(), etcd.stop(), database.stop()]);
  const ports = await choosePorts(options);
  try {
    await startAll(ports);
  } catch (error) {
    await stopAll();
    await stopBackends();
    throw error;
  }
  return {
    nodes,
    backends: {
      redis: redis.url,
      etcd: etcd.endpoint,
      database: `127.0.0.1:${database.port}`,
    },
    get apiUrls() {
      return urls('api');
    },
    get connectUrls() {
      return urls('connect');
    },
    get siteUrl() {
      return urls('site')[0] ?? '';
    },
    addConnect: async () => add('connect', await freePort()),
    restartNode: async node => {
      const module = tierOf(node);
      await node.process.stop();
      nodes.splice(nodes.indexOf(node), 1);
      return add(module, Number(new URL(node.endpoints[module] ?? '').port));
    },
    run: args => runCommand(args, shared),
    restart: async between => {
      await stopAll();
      await between?.();
      await startAll(ports);
    },
    stop: async () => {
      await stopAll();
      await stopBackends();
    },
  };
}

async function choosePorts(options: ClusterOptions): Promise<ReadonlyMap<Tier, readonly number[]>> {
  const chosen = new Map<Tier, number[]>();
  for (const module of TIERS) {
    const ports: number[] = [];
    const count = options.counts?.[module] ?? COUNTS[module];
    while (ports.length < count) {
      ports.push(await freePort(ports.length === 0 ? options.preferredPorts?.[module] : undefined));
    }
    chosen.set(module, ports);
  }
  return chosen;
}

function tierOf({ module }: Node): Tier {
  if (module === 'all') throw new Error('A cluster has no process that is everything.');
  return module;
}

function urlOf(module: Tier, port: number): string {
  const scheme = module === 'connect' ? 'ws' : 'http';
  return `${scheme}://127.0.0.1:${port}${module === 'connect' ? '/v1/connect' : ''}`;
}
