import { Batcher } from '@parley/core';
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
  /** How many keys of different slots may stand in one command. */
  readonly maxKeys: number;
  /** What is in flight fails. */
  close(): Promise<void>;
}

export interface NodeListener {
  onReady(): void;
  onError(error: Error): void;
}

/** Commands that wait for the end of the turn, and who wants to know what became of them. */
interface Call {
  commands: readonly RedisCommand[];
  settle: (outcomes: readonly Outcome[]) => void;
}

/**
 * Calls of one turn share a write and an answer up to so many commands, so that a small one never
 * waits for the answers to a large one.
 */
const COMMANDS_TOGETHER = 128;

/** One server, with a connection that comes back by itself. Calls of one turn go out in one write. */
export class RedisNode implements Carrier {
  /** Settles when the first try to connect has succeeded or failed. */
  readonly tried: Promise<void>;
  readonly maxKeys = Number.POSITIVE_INFINITY;
  private readonly client: Redis;
  private readonly turn = new Batcher<Call>(calls => this.flush(calls));
  private lastError: Error | undefined;

  constructor(
    server: ServerLocation,
    options: ClientOptions,
    scripts: readonly RedisScript[],
    listener: NodeListener,
  ) {
    this.client = openClient(server, options);
    for (const { name, numberOfKeys, lua } of scripts) {
      this.client.defineCommand(name, numberOfKeys === 'any' ? { lua } : { numberOfKeys, lua });
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

  send(commands: readonly RedisCommand[]): Promise<readonly Outcome[]> {
    return new Promise(settle => this.turn.add({ commands, settle }));
  }

  async close(): Promise<void> {
    await closeClient(this.client);
  }

  private flush(calls: readonly Call[]): void {
    let together: Call[] = [];
    let commands = 0;
    for (const call of calls) {
      if (commands > 0 && commands + call.commands.length > COMMANDS_TOGETHER) {
        void this.carryOut(together);
        together = [];
        commands = 0;
      }
      together.push(call);
      commands += call.commands.length;
    }
    void this.carryOut(together);
  }

  private async carryOut(calls: readonly Call[]): Promise<void> {
    const commands = calls.flatMap(call => call.commands);
    const outcomes = await this.exchange(commands);
    let next = 0;
    for (const call of calls) {
      call.settle(outcomes.slice(next, next + call.commands.length));
      next += call.commands.length;
    }
  }

  private async exchange(commands: readonly RedisCommand[]): Promise<readonly Outcome[]> {
    if (!this.isReady) {
      const error = unavailable(this.lastError ?? new Error('not connected'));
      return commands.map(() => [error]);
    }
    const outcomes = await this.client.pipeline(commands.map(command => [...command])).exec();
    return outcomes ?? [];
  }
}
