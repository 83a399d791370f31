export { BACKENDS, type BackendName, canStart } from './backends.ts';
export { type EventuallyOptions, eventually } from './eventually.ts';
export { FakeClock } from './fake-clock.ts';
export { findProgram } from './find-program.ts';
export { freePort } from './free-port.ts';
export { type EnsureProgramOptions, ensureProgram } from './install-package.ts';
export type { Server } from './server.ts';
export { type EtcdServer, startEtcd } from './start-etcd.ts';
export { type MariadbOptions, type MariadbServer, startMariadb } from './start-mariadb.ts';
export { type PostgresOptions, type PostgresServer, startPostgres } from './start-postgres.ts';
export {
  type ProcessExit,
  type ProcessOptions,
  type RunningProcess,
  startProcess,
} from './start-process.ts';
export { type RedisOptions, type RedisServer, startRedis } from './start-redis.ts';
export {
  type RedisClusterOptions,
  type RedisClusterServers,
  startRedisCluster,
} from './start-redis-cluster.ts';
export { type RedisSentinelServers, startRedisSentinel } from './start-redis-sentinel.ts';
export { type Direction, startTcpProxy, TcpProxy, type TcpProxyOptions } from './tcp-proxy.ts';
