import { invalid, type Logger, silentLogger } from '@parley/core';
import { type Address, formatAddress, parseAddress } from './address.ts';

/**
 * Where Redis (7 or newer) is, how to get in and how long to wait for it: exactly one of `url`,
 * `sentinel` and `cluster`.
 */
export interface RedisConnectionOptions {
  /** One server: `redis://[user:password@]host:port[/database]`, or `rediss://…` for TLS. */
  url?: string;
  /** The master that Sentinels name, also after a failover. */
  sentinel?: RedisSentinelOptions | undefined;
  /** A Redis Cluster. */
  cluster?: RedisClusterOptions | undefined;
  /** The user of the servers, when it is not in the URL. Default: Redis's `default`. */
  username?: string | undefined;
  /** The password of the servers, when it is not in the URL. Default: none. */
  password?: string | undefined;
  /** TLS to all servers, Sentinels too. Default: none, or `{}` for a `rediss://` URL. */
  tls?: RedisTlsOptions | undefined;
  /**
   * How long a command may go without an answer, in ms, before the connection counts as dead and
   * everything in flight on it fails. Default 3,000.
   */
  timeoutMs?: number;
  /** Told of outages and their end. Default: silent. */
  logger?: Logger;
}

export interface RedisSentinelOptions {
  /** Some of the Sentinels, as `host:port`. */
  sentinels: readonly string[];
  /** How the Sentinels call the master. */
  masterName: string;
  /** The user and password of the Sentinels themselves. Default: none. */
  username?: string | undefined;
  password?: string | undefined;
}

export interface RedisClusterOptions {
  /** Some of the nodes, as `host:port`; one that can be reached is enough to find the others. */
  nodes: readonly string[];
}

export interface RedisTlsOptions {
  /** The authority that signed the servers' certificates (PEM). Default: those that Node trusts. */
  caPem?: string | undefined;
  /** The certificate that a server asks of its clients (PEM), with its key. Default: none. */
  certPem?: string | undefined;
  keyPem?: string | undefined;
  /** The name that certificates must be for. Default: the host that is connected to. */
  serverName?: string | undefined;
}

export const DEFAULT_REDIS_CONNECTION_OPTIONS = {
  timeoutMs: 3_000,
  logger: silentLogger,
} as const;

/** One server, by its URL or address, or the master that Sentinels know. */
export type ServerLocation =
  | { kind: 'url'; url: string }
  | { kind: 'address'; address: string }
  | {
      kind: 'sentinel';
      sentinels: readonly Address[];
      masterName: string;
      username: string | undefined;
      password: string | undefined;
    };

/** Or a cluster, by some of its nodes. */
export type Topology = ServerLocation | { kind: 'cluster'; seeds: readonly string[] };

/** What is the same for every server. */
export interface ClientOptions {
  username: string | undefined;
  password: string | undefined;
  tls: RedisTlsOptions | undefined;
  timeoutMs: number;
  logger: Logger;
}

/** @throws ParleyError `invalid_request` that names the option; the URL is never shown: it may hold a password. */
export function resolveConnectionOptions(options: RedisConnectionOptions): {
  topology: Topology;
  client: ClientOptions;
} {
  const { timeoutMs = DEFAULT_REDIS_CONNECTION_OPTIONS.timeoutMs } = options;
  const { topology, username, password } = resolveTopology(options);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1) {
    throw invalid('timeoutMs', timeoutMs, 'a whole number of milliseconds, 1 or more');
  }
  const isSecureUrl = options.url?.startsWith('rediss:');
  return {
    topology,
    client: {
      // Empty stands for none, as in the settings.
      username: username || options.username || undefined,
      password: password || options.password || undefined,
      tls: options.tls ?? (isSecureUrl ? {} : undefined),
      timeoutMs,
      logger: options.logger ?? DEFAULT_REDIS_CONNECTION_OPTIONS.logger,
    },
  };
}

/** With the user and password that stand in a URL. */
interface Place {
  topology: Topology;
  username?: string;
  password?: string;
}

function resolveTopology({ url, sentinel, cluster }: RedisConnectionOptions): Place {
  const given = [url, sentinel, cluster].filter(one => one !== undefined).length;
  if (given !== 1) throw invalid('url', `${given} given`, 'one of url, sentinel and cluster');
  if (sentinel) {
    const { masterName, username, password } = sentinel;
    if (!masterName) throw invalid('masterName', masterName, 'the name of the master');
    const sentinels = addresses('sentinels', sentinel.sentinels);
    return { topology: { kind: 'sentinel', sentinels, masterName, username, password } };
  }
  if (cluster) {
    const seeds = addresses('nodes', cluster.nodes).map(formatAddress);
    return { topology: { kind: 'cluster', seeds } };
  }
  return readUrl(url ?? '');
}

function readUrl(text: string): Place {
  const url = URL.parse(text);
  if (url && /^rediss?:$/.test(url.protocol)) {
    try {
      const [username, password] = [url.username, url.password].map(decodeURIComponent);
      url.username = '';
      url.password = '';
      return { topology: { kind: 'url', url: url.href }, username, password };
    } catch {
      // A % that stands for nothing.
    }
  }
  throw invalid('url', '(not shown)', 'redis://host:port or rediss://host:port');
}

function addresses(field: string, texts: readonly string[]): Address[] {
  if (texts.length === 0) throw invalid(field, texts, 'at least one host:port');
  return texts.map(text => {
    const address = parseAddress(text);
    if (!address) throw invalid(field, text, 'host:port');
    return address;
  });
}

/**
 * What stands before every key. A brace in it would move the hash tag, and with it keys that belong
 * together to different slots of a cluster.
 *
 * @throws ParleyError `invalid_request`
 */
export function checkPrefix(prefix: string): void {
  if (!/^[^{}\s]+$/.test(prefix))
    throw invalid('prefix', prefix, 'a name without braces and spaces');
}
