import { eventually } from './eventually.ts';
import { type RedisOptions, type RedisServer, startRedis } from './start-redis.ts';

export interface RedisClusterOptions extends Omit<RedisOptions, 'cluster' | 'tls'> {
  /** Whether the first master has a replica, which takes over 1 to 2 s after it died. Default false. */
  replica?: boolean;
}

export interface RedisClusterServers {
  /** The three masters, the first third of the slots with the first; then the replica, if there is one. */
  readonly nodes: readonly RedisServer[];
  /** All of them, as `host:port`. */
  readonly addresses: readonly string[];
  stop(): Promise<void>;
}

const SLOTS = 16_384;
const MASTERS = 3;

/** Starts a Redis Cluster that serves the slots of the others while those of one master are away. */
export async function startRedisCluster(
  options: RedisClusterOptions = {},
): Promise<RedisClusterServers> {
  const { replica = false, settings = [], ...rest } = options;
  const nodes: RedisServer[] = [];
  const stop = async () => {
    await Promise.all(nodes.map(node => node.stop()));
  };
  try {
    const starting = Array.from({ length: MASTERS + (replica ? 1 : 0) }, async () => {
      const own = ['cluster-node-timeout 1000', 'cluster-require-full-coverage no'];
      nodes.push(await startRedis({ ...rest, cluster: true, settings: [...own, ...settings] }));
    });
    // All of them, so that whoever came up is stopped when another did not.
    const failed = (await Promise.allSettled(starting)).find(one => one.status === 'rejected');
    if (failed) throw failed.reason;
    await form(nodes);
    return { nodes, addresses: nodes.map(node => node.address), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function form(nodes: readonly RedisServer[]): Promise<void> {
  const [first, ...others] = nodes;
  for (const [i, node] of nodes.slice(0, MASTERS).entries()) {
    const [from, to] = [i, i + 1].map(part => Math.ceil((part * SLOTS) / MASTERS));
    await node.command('cluster', 'addslotsrange', `${from}`, `${(to ?? SLOTS) - 1}`);
    await node.command('cluster', 'set-config-epoch', `${i + 1}`);
  }
  for (const { port, busPort } of others) {
    await first?.command('cluster', 'meet', '127.0.0.1', `${port}`, `${busPort}`);
  }
  const patience = { timeoutMs: 15_000, intervalMs: 100 };
  const says = (node: RedisServer | undefined, command: string, ...lines: readonly string[]) =>
    eventually(async () => {
      const said = await node?.command(...command.split(' '));
      return lines.every(line => said?.includes(line));
    }, patience);
  await Promise.all(
    nodes.map(node => says(node, 'cluster info', `cluster_known_nodes:${nodes.length}`)),
  );
  const replica = nodes[MASTERS];
  if (replica) {
    await replica.command('cluster', 'replicate', (await first?.command('cluster', 'myid')) ?? '');
    await says(replica, 'info replication', 'role:slave', 'master_link_status:up');
    await says(first, 'info replication', 'connected_slaves:1');
  }
  await Promise.all(
    nodes.map(node => says(node, 'cluster info', 'cluster_state:ok', 'cluster_slots_ok:16384')),
  );
}
