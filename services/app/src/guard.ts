import { type Config, ConfigError } from '@parley/config';
import type { ModuleName } from './arguments.ts';

/** Whether only programs of this machine can reach a listener on `host`. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Whether the tiers are told how to know each other. */
function hasTierCredentials(config: Config): boolean {
  const { secret, caFile, certFile, keyFile } = config.tiers;
  return secret !== '' || (caFile !== '' && certFile !== '' && keyFile !== '');
}

/**
 * Refuses a configuration that would start and then be wrong: adapters that another process cannot
 * see, tiers open to strangers, secrets that are missing where they matter.
 * @throws ConfigError naming the key, what it holds and what was expected.
 */
export function guard(module: ModuleName, config: Config): void {
  refuseMemoryAdapters(module, config);
  refuseOpenTiers(module, config);
  refuseWeakSecrets(module, config);
  refuseWorkers(module, config);
  if (config.production && config.demo) {
    throw new ConfigError(
      'demo',
      'demo: expected false in production, got true: its passwords are known.',
    );
  }
}

function refuseMemoryAdapters(module: ModuleName, config: Config): void {
  if (module === 'all' || module === 'site') return;
  const refuse = (key: string, expected: string) => {
    throw new ConfigError(
      key,
      `${key}: expected ${expected} for --module ${module}, got memory: other processes cannot see this one's memory.`,
    );
  };
  if (config.registry.kind === 'memory') refuse('registry.kind', 'etcd or static');
  if (module === 'api' || module === 'connect') return;
  if (config.queue.kind === 'memory') refuse('queue.kind', 'redis');
  if (config.sessionStore.kind === 'memory') refuse('sessionStore.kind', 'redis');
}

function refuseOpenTiers(module: ModuleName, config: Config): void {
  if (module === 'site' || hasTierCredentials(config)) return;
  const how = 'set PARLEY_TIERS_SECRET, or tiers.caFile, tiers.certFile and tiers.keyFile';
  for (const tier of ['logic', 'connect'] as const) {
    const host = config[tier].rpcHost;
    // Tiers that find each other in memory open no port.
    const listens = module === tier || (module === 'all' && config.registry.kind !== 'memory');
    if (listens && !isLoopback(host)) {
      const key = `${tier}.rpcHost`;
      throw new ConfigError(
        key,
        `${key}: "${host}" is open to other machines, so the tiers need to know each other: ${how}.`,
      );
    }
  }
  if (module !== 'all') {
    throw new ConfigError(
      'tiers.secret',
      `tiers.secret: expected one for --module ${module}: ${how}.`,
    );
  }
}

function refuseWeakSecrets(module: ModuleName, config: Config): void {
  const refuse = (key: string, variable: string, minChars: number, secret: string) => {
    const got = secret === '' ? 'nothing' : `${secret.length} characters`;
    throw new ConfigError(
      key,
      `${key}: expected at least ${minChars} random characters (${variable}), got ${got}.`,
    );
  };
  const { secret } = config.tiers;
  if (secret !== '' && secret.length < 16)
    refuse('tiers.secret', 'PARLEY_TIERS_SECRET', 16, secret);
  const signs = module === 'logic' || (module === 'all' && config.production);
  const { jwtSecret } = config.auth;
  if (jwtSecret === '' && !signs) return;
  for (const one of jwtSecret.split(',')) {
    if (one.trim().length < 32) refuse('auth.jwtSecret', 'PARLEY_AUTH_JWT_SECRET', 32, one.trim());
  }
}

/** Workers are instances of their own behind one port, so nothing that belongs to one of them may be fixed. */
function refuseWorkers(module: ModuleName, config: Config): void {
  const { workers } = config;
  if (workers === 1) return;
  const refuse = (why: string) => {
    throw new ConfigError(
      'workers',
      `workers (--workers): expected 1 for --module ${module}, got ${workers}: ${why}.`,
    );
  };
  if (module === 'all' || module === 'site') refuse('it is one process');
  if (module === 'logic' && config.store.kind === 'sqlite') {
    refuse('a SQLite file (store.kind) has one writer');
  }
  if (module !== 'logic' && module !== 'connect') return;
  if (config.registry.kind === 'static') {
    refuse('with registry.kind static each instance has a fixed address');
  }
  const { rpcPort, advertise } = config[module];
  if (rpcPort !== 0)
    refuse(`each needs a gRPC port of its own, but ${module}.rpcPort is ${rpcPort}`);
  if (/:\d+$/.test(advertise)) {
    refuse(`each has a gRPC port of its own, but ${module}.advertise is "${advertise}"`);
  }
}
