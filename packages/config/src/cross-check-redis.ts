import { ConfigError } from './config-error.ts';
import type { Config } from './schema.ts';

type RedisConfig = Config['redis'];
type Key = keyof RedisConfig;

/** What belongs to one kind alone: given with another, somebody believes to use what is not used. */
const OF_KIND: Record<RedisConfig['kind'], readonly Key[]> = {
  // Not `url`: it has a default, so nobody can tell whether it was given.
  single: [],
  sentinel: ['sentinels', 'masterName', 'sentinelUsername', 'sentinelPassword'],
  cluster: ['clusterNodes'],
};

/** What the kind cannot do without. */
const NEEDED: Record<RedisConfig['kind'], readonly Key[]> = {
  single: ['url'],
  sentinel: ['sentinels', 'masterName'],
  cluster: ['clusterNodes'],
};

/** @throws ConfigError for settings of Redis that do not go together; no secret is shown. */
export function checkRedis(redis: RedisConfig): void {
  for (const [kind, keys] of Object.entries(OF_KIND)) {
    const stray = kind === redis.kind ? undefined : keys.find(key => isGiven(redis, key));
    if (stray) refuse(stray, `nothing, since redis.kind is ${redis.kind}`, 'a value');
  }
  for (const key of NEEDED[redis.kind]) {
    if (!isGiven(redis, key)) refuse(key, `a value for redis.kind ${redis.kind}`, 'nothing');
  }
  for (const key of ['sentinels', 'clusterNodes'] as const) {
    const bad = redis[key].find(address => !/^(\[[^\]]+\]|[^\s:]+):\d{1,5}$/.test(address));
    if (bad !== undefined) refuse(key, 'host:port', `"${bad}"`);
  }
  checkCredentials(redis);
  checkTls(redis);
}

function checkCredentials(redis: RedisConfig): void {
  const pairs = [
    ['username', 'password'],
    ['sentinelUsername', 'sentinelPassword'],
  ] as const;
  for (const [user, password] of pairs) {
    if (redis[user] !== '' && redis[password] === '') {
      refuse(password, `one, since redis.${user} is given`, 'nothing');
    }
  }
}

function checkTls(redis: RedisConfig): void {
  const isOn = redis.tls || (redis.kind === 'single' && redis.url.startsWith('rediss://'));
  const stray = (['caFile', 'certFile', 'keyFile', 'serverName'] as const).find(
    key => redis[key] !== '',
  );
  if (stray && !isOn) {
    const how = redis.kind === 'single' ? 'redis.tls, or a rediss:// URL,' : 'redis.tls';
    refuse(stray, `${how} with it`, 'no TLS');
  }
  if ((redis.certFile === '') === (redis.keyFile === '')) return;
  const [missing, given] =
    redis.certFile === '' ? (['certFile', 'keyFile'] as const) : (['keyFile', 'certFile'] as const);
  refuse(missing, `a file, since redis.${given} is given`, 'nothing');
}

const isGiven = (redis: RedisConfig, key: Key): boolean => String(redis[key]) !== '';

function refuse(key: Key, expected: string, got: string): never {
  throw new ConfigError(`redis.${key}`, `redis.${key}: expected ${expected}, got ${got}.`);
}
