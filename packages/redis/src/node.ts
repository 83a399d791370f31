import type { Redis } from 'ioredis';
import { closeClient, openClient } from './client.ts';
import type { RedisCommand, RedisScript } from './command.ts';
import { unavailable } from './errors.ts';
import type { ClientOptions, ServerLocation } from './options.ts';

/** What became of one command: its error, or null and its reply. */
export type Outcome = readonly [error: Error | null, reply?: unknown];

/** What carries commands: one server, or the nodes of a cluster. */
export interface Carrier {
  /** The outcomes in the order of the commands. Never rejects; without a connection all fail at once. */
  send(commands: readonly RedisCommand[]): Promise<readonly Outcome[]>;
  readonly isReady: boolean;
  /** What is in flight fails. */
  close(): Promise<void>;
}

export interface NodeListener {
  onReady(): void;
  onError(error: Error): void;
}

/** One server, with a connection that comes back by itself. */
export class RedisNode implements Carrier {
  /** Settles when the first try to connect has succeeded or failed. */
  readonly tried: Promise<void>;
  private readonly client: Redis;
  private lastError: Error | undefined;

  constructor(
    server: ServerLocation,
    options: ClientOptions,
    scripts: readonly RedisScript[],
    listener: NodeListener,
  ) {
    this.client = openClient(server, options);
    for (const { name, numberOfKeys, lua } of scripts) {
      this.client.defineCommand(name, { numberOfKeys, lua });
    }
    this.client.on('error', (error: Error) => {
      this.lastError = error;
      listener.onError(error);
    });
    this.client.on('ready', () => listener.onReady());
    this.tried = new Promise(resolve => {
      for (const event of ['ready', 'error', 'close', 'end']) this.client.once(event, resolve);
    });
  }

  get isReady(): boolean {
    return this.client.status === 'ready';
  }

  async send(commands: readonly RedisCommand[]): Promise<readonly Outcome[]> {
    if (!this.isReady) {
      const error = unavailable(this.lastError ?? new Error('not connected'));
      return commands.map(() => [error]);
    }
    const outcomes = await this.client.pipeline(commands.map(command => [...command])).exec();
    return outcomes ?? [];
  }

  async close(): Promise<void> {
    await closeClient(this.client);
  }
}
