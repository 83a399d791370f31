import { randomBytes } from 'node:crypto';
import { freePort } from '../free-port.ts';
import { startEtcd } from '../start-etcd.ts';
import { startMariadb } from '../start-mariadb.ts';
import { startPostgres } from '../start-postgres.ts';
import { startRedis } from '../start-redis.ts';
import type { Deployment, DeploymentOptions, ModuleName, Node } from './deployment.ts';
import { startNode } from './start-node.ts';

export interface ClusterOptions extends DeploymentOptions {
  /** Default: postgres. */
  database?: keyof typeof DATABASES;
  /** How many processes of each tier. Default: 2 logic, 2 task, 3 connect, 2 api, 1 site. */
  counts?: Partial<Record<ClusterModule, number>>;
  /** The port of each tier's first node, if it is free. Default: any free one. */
  preferredPorts?: Partial<Record<ClusterModule, number>>;
}

type ClusterModule = Exclude<ModuleName, 'all'>;

export interface Cluster extends Deployment {
  readonly addConnect: () => Promise<Node>;
  /** Stops a node in order (SIGTERM) and starts it again on its port, as an upgrade would. */
  readonly restartNode: (node: Node) => Promise<Node>;
  /** The servers behind: what they are and where. */
  readonly backends: Readonly<Record<'redis' | 'etcd' | 'database', string>>;
}

const DATABASES = {
  postgres: { start: startPostgres, kind: 'postgres', urlVariable: 'PARLEY_STORE_POSTGRES_URL' },
  mariadb: { start: startMariadb, kind: 'mysql', urlVariable: 'PARLEY_STORE_MYSQL_URL' },
} as const;

const COUNTS: Record<ClusterModule, number> = { logic: 2, task: 2, connect: 3, api: 2, site: 1 };
/** Behind first, so that whoever starts finds whom it needs. */
const ORDER: readonly ClusterModule[] = ['logic', 'task', 'connect', 'api', 'site'];

/** How the variable of a tier's public or health port is called. */
const PORT_VARIABLE: Record<ClusterModule, string> = {
  logic: 'PARLEY_LOGIC_OPS_PORT',
  task: 'PARLEY_TASK_OPS_PORT',
  connect: 'PARLEY_CONNECT_PORT',
  api: 'PARLEY_API_PORT',
  site: 'PARLEY_SITE_PORT',
};

/** The four tiers and the page as separate processes, with a real Redis, etcd and database, in demo mode. */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const { start, kind, urlVariable } = DATABASES[options.database ?? 'postgres'];
  const [redis, etcd, database] = await Promise.all([startRedis(), startEtcd(), start()]);
  const shared = {
    PARLEY_DEMO: 'true',
    PARLEY_LOG_LEVEL: 'warn',
    PARLEY_REGISTRY_KIND: 'etcd',
    PARLEY_REGISTRY_ETCD_HOSTS: etcd.endpoint,
    PARLEY_QUEUE_KIND: 'redis',
    PARLEY_SESSION_STORE_KIND: 'redis',
    PARLEY_REDIS_URL: redis.url,
    PARLEY_STORE_KIND: kind,
    [urlVariable]: await database.createDatabase(),
    PARLEY_TIERS_SECRET: randomBytes(24).toString('base64url'),
    PARLEY_AUTH_JWT_SECRET: randomBytes(32).toString('base64url'),
    ...options.env,
  };
  const nodes: Node[] = [];
  const urls = (module: ClusterModule) =>
    nodes.filter(node => node.module === module).map(node => node.endpoints[module] ?? '');

  async function add(module: ClusterModule, port: number): Promise<Node> {
    const site = {
      PARLEY_SITE_API_URL: urls('api')[0] ?? '',
      PARLEY_SITE_CONNECT_URLS: urls('connect').join(','),
    };
    const env = {
      ...shared,
      ...(module === 'site' ? site : {}),
      [PORT_VARIABLE[module]]: `${port}`,
    };
    const node = await startNode(module, env, { [module]: urlOf(module, port) });
    nodes.push(node);
    return node;
  }

  async function startAll(ports: ReadonlyMap<ClusterModule, readonly number[]>): Promise<void> {
    for (const module of ORDER) {
      for (const port of ports.get(module) ?? []) await add(module, port);
    }
  }

  async function stopAll(): Promise<void> {
    // The other way round: those in front leave while those behind still serve them.
    for (const module of ORDER.toReversed()) {
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

async function choosePorts(
  options: ClusterOptions,
): Promise<ReadonlyMap<ClusterModule, readonly number[]>> {
  const chosen = new Map<ClusterModule, number[]>();
  for (const module of ORDER) {
    const ports: number[] = [];
    const count = options.counts?.[module] ?? COUNTS[module];
    while (ports.length < count) {
      ports.push(await freePort(ports.length === 0 ? options.preferredPorts?.[module] : undefined));
    }
    chosen.set(module, ports);
  }
  return chosen;
}

function tierOf({ module }: Node): ClusterModule {
  if (module === 'all') throw new Error('A cluster has no process that is everything.');
  return module;
}

function urlOf(module: ClusterModule, port: number): string {
  const scheme = module === 'connect' ? 'ws' : 'http';
  return `${scheme}://127.0.0.1:${port}${module === 'connect' ? '/v1/connect' : ''}`;
}
