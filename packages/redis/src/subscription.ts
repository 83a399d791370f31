import type { Logger } from '@parley/core';
import type { Redis } from 'ioredis';
import { closeClient, openClient } from './client.ts';
import { translateRedisError } from './errors.ts';
import { type RedisConnectionOptions, resolveConnectionOptions } from './options.ts';

export interface SubscriptionListener {
  onMessage(message: string): void;
  /** Called at the first subscription and after each outage: messages may have been missed. */
  onSubscribed(): void;
}

/** A subscription to one channel, on a connection of its own, that comes back by itself. */
export class RedisSubscription {
  private readonly client: Redis;
  private readonly channel: string;
  private readonly listener: SubscriptionListener;
  private readonly logger: Logger;
  private subscribed = false;

  constructor(options: RedisConnectionOptions, channel: string, listener: SubscriptionListener) {
    const resolved = resolveConnectionOptions(options);
    this.channel = channel;
    this.listener = listener;
    this.logger = resolved.logger;
    this.client = openClient(resolved);
    this.client.on('message', (_channel: string, message: string) => listener.onMessage(message));
    this.client.on('ready', () => {
      this.subscribed = false;
      void this.subscribe();
    });
  }

  /**
   * To be called now and then. Notices a dead link, which a connection that only listens never does by
   * itself: without an answer within `timeoutMs` it is opened again. Tries again what was refused.
   */
  probe(): void {
    if (this.client.status !== 'ready') return;
    if (this.subscribed) this.client.ping().catch(() => {});
    else void this.subscribe();
  }

  async close(): Promise<void> {
    await closeClient(this.client);
  }

  private async subscribe(): Promise<void> {
    try {
      await this.client.subscribe(this.channel);
    } catch (error) {
      const err = translateRedisError(error);
      // An outage is told by the client, once.
      if (!err.retryable) this.logger.warn({ err, channel: this.channel }, 'could not subscribe');
      return;
    }
    this.subscribed = true;
    this.listener.onSubscribed();
  }
}
