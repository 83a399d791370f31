import { backoffMs } from '@parley/core';
import { Redis } from 'ioredis';
import type { ResolvedRedisConnectionOptions } from './options.ts';

const RECONNECT = { firstMs: 50, maxMs: 1_000, jitter: 0.5 } as const;

/**
 * A client that reconnects for good and never keeps commands for later: without a connection they
 * fail at once, and those in flight when it breaks fail with it. So nothing piles up during an outage,
 * and the caller, who knows whether doing it twice is harmless, decides about trying again.
 */
export function openClient(
  options: ResolvedRedisConnectionOptions,
  onError: (error: Error) => void = () => {},
): Redis {
  const { url, password, timeoutMs, logger } = options;
  const client = new Redis(url, {
    ...(password && { password }),
    connectTimeout: timeoutMs,
    // Not `commandTimeout`, which needs a timer for each command and leaves a dead connection open.
    socketTimeout: timeoutMs,
    // From the end of our side of the socket until it is torn down.
    disconnectTimeout: 200,
    retryStrategy: attempt => backoffMs(attempt, RECONNECT),
    // After a failover the name may lead to the new master.
    reconnectOnError: error => error.message.startsWith('READONLY'),
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
  });
  let out = false;
  client.on('error', (error: Error) => {
    onError(error);
    if (!out) logger.warn({ err: error }, 'Redis cannot be reached');
    out = true;
  });
  client.on('ready', () => {
    if (out) logger.info({}, 'Redis can be reached again');
    out = false;
  });
  return client;
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
