import type { Redis } from 'ioredis';
import { closeClient, openClient } from './client.ts';
import type { RedisCommand, RedisScript } from './command.ts';
import { translateRedisError, unavailable } from './errors.ts';
import { type RedisConnectionOptions, resolveConnectionOptions } from './options.ts';

/**
 * A connection to Redis that comes back by itself. Commands go out in the order of the calls; each
 * call is one round trip, whatever the number of its commands.
 */
export class RedisConnection {
  private readonly client: Redis;
  /** Settles at the first connection, or when `timeoutMs` have passed without one, or at close. */
  private readonly started: Promise<void>;
  private start: () => void = () => {};
  private lastError: Error | undefined;
  private closed = false;

  constructor(options: RedisConnectionOptions, scripts: readonly RedisScript[] = []) {
    const resolved = resolveConnectionOptions(options);
    this.client = openClient(resolved, error => {
      this.lastError = error;
    });
    for (const { name, numberOfKeys, lua } of scripts) {
      this.client.defineCommand(name, { numberOfKeys, lua });
    }
    this.started = new Promise(resolve => {
      const timer = setTimeout(resolve, resolved.timeoutMs);
      this.start = () => {
        clearTimeout(timer);
        resolve();
      };
      this.client.once('ready', this.start);
    });
  }

  /** One command. @throws ParleyError as `pipeline`. */
  async command(command: RedisCommand): Promise<unknown> {
    const [reply] = await this.pipeline([command]);
    return reply;
  }

  /**
   * Sends commands together and resolves to their replies in order. They are not a transaction:
   * after a failure the others may have been carried out, and after `unavailable` any of them.
   *
   * @throws ParleyError for the first that failed: `unavailable` (at once when there is no connection;
   * only the very first one is waited for, up to `timeoutMs`), `overloaded` (Redis has no memory
   * left), `internal`.
   */
  async pipeline(commands: readonly RedisCommand[]): Promise<unknown[]> {
    if (commands.length === 0) return [];
    if (this.client.status !== 'ready') await this.firstConnection();
    const results = await this.client
      .pipeline(commands.map(command => [...command]))
      .exec()
      .catch((error: unknown) => {
        throw translateRedisError(error);
      });
    return (results ?? []).map(([error, reply]) => {
      if (error) throw translateRedisError(error);
      return reply;
    });
  }

  /** Closes the socket; what is in flight fails with `unavailable`. */
  async close(): Promise<void> {
    this.closed = true;
    this.start();
    await closeClient(this.client);
  }

  private async firstConnection(): Promise<void> {
    await this.started;
    if (this.client.status === 'ready') return;
    if (this.closed) throw unavailable(new Error('the connection was closed'));
    throw unavailable(this.lastError ?? new Error('not connected'));
  }
}
