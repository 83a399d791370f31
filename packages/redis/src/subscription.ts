import type { Redis } from 'ioredis';
import { closeClient, openClient } from './client.ts';
import { type RedisConnectionOptions, resolveConnectionOptions } from './options.ts';

export interface SubscriptionListener {
  onMessage(message: string): void;
  /** Called at the first subscription and after each outage: messages may have been missed. */
  onSubscribed(): void;
}

/** A subscription to one channel, on a connection of its own, that comes back by itself. */
export class RedisSubscription {
  private readonly client: Redis;

  constructor(options: RedisConnectionOptions, channel: string, listener: SubscriptionListener) {
    const resolved = resolveConnectionOptions(options);
    this.client = openClient(resolved);
    this.client.on('message', (_channel: string, message: string) => listener.onMessage(message));
    this.client.on('ready', () => {
      this.client.subscribe(channel).then(
        () => listener.onSubscribed(),
        (error: unknown) => {
          resolved.logger.warn({ error: String(error), channel }, 'could not subscribe');
          if (this.client.status === 'ready') this.client.disconnect(true);
        },
      );
    });
  }

  /**
   * Notices a dead link, which a connection that only listens never does by itself: without an answer
   * within `timeoutMs` it is opened again.
   */
  probe(): void {
    if (this.client.status === 'ready') this.client.ping().catch(() => {});
  }

  async close(): Promise<void> {
    await closeClient(this.client);
  }
}
