import type { ConnectionOptions } from 'node:tls';
import { backoffMs } from '@parley/core';
import { Redis, type RedisOptions } from 'ioredis';
import { toAddress } from './address.ts';
import { connector } from './connector.ts';
import type { ClientOptions, RedisTlsOptions, ServerLocation } from './options.ts';

const RECONNECT = { firstMs: 50, maxMs: 1_000, jitter: 0.5 } as const;

/** The wait before a try to connect again, in ms. */
export const reconnectMs = (attempt: number): number => backoffMs(attempt, RECONNECT);

/** Or another server at every try to connect, for a client that will do with any. */
type ClientLocation = ServerLocation | { kind: 'anyOf'; next: () => string };

/**
 * A client of one server that reconnects for good and never keeps commands for later: without a
 * connection they fail at once, and those in flight when it breaks fail with it. So nothing piles up
 * during an outage, and the caller, who knows whether doing it twice is harmless, decides about trying
 * again.
 */
export function openClient(server: ClientLocation, options: ClientOptions): Redis {
  const { username, password, timeoutMs } = options;
  const tls = options.tls && tlsOptions(options.tls);
  const settings: RedisOptions = {
    username,
    password,
    tls,
    connectTimeout: timeoutMs,
    // Not `commandTimeout`, which needs a timer for each command and leaves a dead connection open.
    socketTimeout: timeoutMs,
    // From the end of our side of the socket until it is torn down.
    disconnectTimeout: 200,
    retryStrategy: reconnectMs,
    // After a failover the name, or the Sentinels, may lead to the new master.
    reconnectOnError: error => error.message.startsWith('READONLY'),
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
  };
  switch (server.kind) {
    case 'url':
      return new Redis(server.url, { ...settings, Connector: connector(own => own) });
    case 'address':
      return new Redis({ ...settings, Connector: connector(() => toAddress(server.address)) });
    case 'anyOf':
      return new Redis({ ...settings, Connector: connector(() => toAddress(server.next())) });
    case 'sentinel':
      return new Redis({
        ...settings,
        sentinels: [...server.sentinels],
        name: server.masterName,
        sentinelUsername: server.username,
        sentinelPassword: server.password,
        enableTLSForSentinelMode: tls !== undefined,
        sentinelTLS: tls,
        sentinelCommandTimeout: timeoutMs,
        sentinelRetryStrategy: reconnectMs,
      });
  }
}

function tlsOptions({ caPem, certPem, keyPem, serverName }: RedisTlsOptions): ConnectionOptions {
  return { ca: caPem, cert: certPem, key: keyPem, ...(serverName && { servername: serverName }) };
}

/** Resolves when the socket is gone; whatever is in flight fails. */
export async function closeClient(client: Redis): Promise<void> {
  // In the other states there is no socket, and no `end` would come.
  const hasSocket = ['connecting', 'connect', 'ready'].includes(client.status);
  const ended = new Promise<void>(resolve => {
    if (hasSocket) client.once('end', resolve);
    else resolve();
  });
  client.disconnect();
  await ended;
}
