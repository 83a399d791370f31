import type { Config } from '@parley/config';
import type { RedisQueueOptions } from '@parley/queue/redis';
import { readPem } from './read-pem.ts';

/** What the queue and the session store have in common. */
type RedisOptions = Pick<
  RedisQueueOptions,
  'url' | 'sentinel' | 'cluster' | 'username' | 'password' | 'tls' | 'prefix'
>;

/** Where Redis is and how to get in, as the settings say. @throws ConfigError for a file that cannot be read. */
export function redisOptions({ redis }: Config): RedisOptions {
  const { username, password, prefix } = redis;
  return { ...place(redis), username, password, prefix, tls: tls(redis) };
}

function place(redis: Config['redis']): Pick<RedisOptions, 'url' | 'sentinel' | 'cluster'> {
  switch (redis.kind) {
    case 'single':
      return { url: redis.url };
    case 'sentinel':
      return {
        sentinel: {
          sentinels: redis.sentinels,
          masterName: redis.masterName,
          username: redis.sentinelUsername,
          password: redis.sentinelPassword,
        },
      };
    case 'cluster':
      return { cluster: { nodes: redis.clusterNodes } };
  }
}

function tls(redis: Config['redis']): RedisOptions['tls'] {
  const isOn = redis.tls || (redis.kind === 'single' && redis.url.startsWith('rediss://'));
  if (!isOn) return undefined;
  const pem = (key: 'caFile' | 'certFile' | 'keyFile') =>
    redis[key] === '' ? undefined : readPem(`redis.${key}`, redis[key]);
  return {
    caPem: pem('caFile'),
    certPem: pem('certFile'),
    keyPem: pem('keyFile'),
    serverName: redis.serverName,
  };
}
