import { eventually } from './eventually.ts';
import {
  type RedisOptions,
  type RedisServer,
  startRedis,
  startRedisServer,
} from './start-redis.ts';

export interface RedisSentinelServers {
  /** How the Sentinel calls the master. */
  readonly masterName: string;
  readonly master: RedisServer;
  readonly replica: RedisServer;
  readonly sentinel: RedisServer;
  stop(): Promise<void>;
}

const MASTER_NAME = 'parley';

/**
 * Starts a master, its replica and a Sentinel that lets the replica take over 1 to 3 s after the
 * master died. A password is that of all three.
 */
export async function startRedisSentinel(
  options: Pick<RedisOptions, 'password'> = {},
): Promise<RedisSentinelServers> {
  const started: RedisServer[] = [];
  const start = async (starting: Promise<RedisServer>) => {
    const server = await starting;
    started.push(server);
    return server;
  };
  const stop = async () => {
    await Promise.all(started.map(server => server.stop()));
  };
  try {
    const master = await start(startRedis(options));
    const replicaof = [`replicaof 127.0.0.1 ${master.port}`];
    const replica = await start(startRedis({ ...options, settings: replicaof }));
    // Before the Sentinel looks for the first time: the second time is 10 s later.
    await eventually(async () =>
      (await master.command('info', 'replication')).includes('state=online'),
    );
    const sentinel = await start(startSentinel(master, options));
    await eventually(async () =>
      (await sentinel.command('sentinel', 'replicas', MASTER_NAME)).includes(`${replica.port}`),
    );
    return { masterName: MASTER_NAME, master, replica, sentinel, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startSentinel(
  master: RedisServer,
  { password }: Pick<RedisOptions, 'password'>,
): Promise<RedisServer> {
  const settings = [
    `sentinel monitor ${MASTER_NAME} 127.0.0.1 ${master.port} 1`,
    `sentinel down-after-milliseconds ${MASTER_NAME} 500`,
    `sentinel failover-timeout ${MASTER_NAME} 2000`,
  ];
  if (password) settings.push(`sentinel auth-pass ${MASTER_NAME} ${JSON.stringify(password)}`);
  return startRedisServer('sentinel', { password, settings }, /\+monitor master/, true);
}
