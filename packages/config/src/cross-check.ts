import { ConfigError } from './config-error.ts';
import { checkRedis } from './cross-check-redis.ts';
import type { Config } from './schema.ts';
import { tcpPorts } from './tcp-ports.ts';

/**
 * What no setting shows alone: values that do not go together.
 * @throws ConfigError naming the key, what it holds and what was expected.
 */
export function crossCheck(config: Config): void {
  const { auth, connect, presence, sessionStore, shutdownMs, site, task, tiers } = config;
  atMost('connect.drainMs', connect.drainMs, 'shutdownMs', shutdownMs);
  atMost('task.retryFirstMs', task.retryFirstMs, 'task.retryMaxMs', task.retryMaxMs);
  atMost('auth.accessTtlMs', auth.accessTtlMs, 'auth.refreshTtlMs', auth.refreshTtlMs);
  // Nobody touches a binding while it waits for its device to come back.
  atMost(
    'presence.offlineGraceMs',
    presence.offlineGraceMs,
    'sessionStore.ttlMs',
    sessionStore.ttlMs,
  );
  tcpPorts(config);
  checkCertificates(tiers);
  checkRedis(config.redis);
  if (site.apiUrl !== '') checkUrl('site.apiUrl', site.apiUrl, ['http:', 'https:']);
  for (const url of site.connectUrls) checkUrl('site.connectUrls', url, ['ws:', 'wss:']);
}

function atMost(key: string, value: number, otherKey: string, other: number): void {
  if (value <= other) return;
  throw new ConfigError(key, `${key}: expected at most ${otherKey} (${other}), got ${value}.`);
}

/** One file alone would leave the tiers without the certificates that were asked for. */
function checkCertificates({ caFile, certFile, keyFile }: Config['tiers']): void {
  const files = Object.entries({ caFile, certFile, keyFile });
  const given = files.find(([, file]) => file !== '');
  const missing = files.find(([, file]) => file === '');
  if (given === undefined || missing === undefined) return;
  const key = `tiers.${missing[0]}`;
  throw new ConfigError(
    key,
    `${key}: expected a file, since tiers.${given[0]} is given, got nothing; mutual TLS needs all three.`,
  );
}

function checkUrl(key: string, value: string, schemes: readonly string[]): void {
  const url = URL.parse(value);
  if (url && url.host !== '' && schemes.includes(url.protocol)) return;
  const expected = schemes.map(scheme => `${scheme}//`).join(' or ');
  throw new ConfigError(key, `${key}: expected an address with ${expected}, got "${value}".`);
}
