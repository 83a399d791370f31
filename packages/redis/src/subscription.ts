import type { Logger } from '@parley/core';
import type { Redis } from 'ioredis';
import { closeClient, openClient } from './client.ts';
import { translateRedisError } from './errors.ts';
import { type RedisConnectionOptions, resolveConnectionOptions } from './options.ts';
import { OutageLog } from './outage-log.ts';
import { readSlots } from './slot-table.ts';

export interface SubscriptionListener {
  onMessage(message: string): void;
  /** Called at the first subscription and after each outage: messages may have been missed. */
  onSubscribed(): void;
}

/**
 * A subscription to one channel, on a connection of its own, that comes back by itself. In a cluster
 * every node hears what is published on any, so it listens to one node, and goes to the next when
 * that one fails or is no part of the cluster any more.
 */
export class RedisSubscription {
  private readonly client: Redis;
  private readonly channel: string;
  private readonly listener: SubscriptionListener;
  private readonly logger: Logger;
  private readonly seeds: readonly string[] = [];
  /** Of a cluster: where to listen, in turn, and where that is now. Empty without one. */
  private nodes: readonly string[] = [];
  private node = '';
  /** At random, so that not all processes listen to the same one. */
  private turn = Math.floor(Math.random() * 1_000);
  private subscribed = false;

  constructor(options: RedisConnectionOptions, channel: string, listener: SubscriptionListener) {
    const { topology, client } = resolveConnectionOptions(options);
    this.channel = channel;
    this.listener = listener;
    this.logger = client.logger;
    if (topology.kind === 'cluster') {
      this.seeds = topology.seeds;
      this.nodes = topology.seeds;
      this.client = openClient({ kind: 'anyOf', next: () => this.nextNode() }, client);
    } else {
      this.client = openClient(topology, client);
    }
    const log = new OutageLog(client.logger);
    this.client.on('error', (error: Error) => log.failed(error));
    this.client.on('message', (_channel: string, message: string) => listener.onMessage(message));
    this.client.on('ready', () => {
      log.healed();
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
    if (!this.subscribed) void this.subscribe();
    else if (this.nodes.length > 0) void this.lookAround();
    else this.client.ping().catch(() => {});
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

  private nextNode(): string {
    this.turn += 1;
    this.node = this.nodes[this.turn % this.nodes.length] ?? '';
    return this.node;
  }

  /** Learns which nodes there are now. One that knows of none has left the cluster: on to the next. */
  private async lookAround(): Promise<void> {
    const slots = await this.client.cluster('SLOTS').catch(() => undefined);
    if (!slots) return;
    const masters = new Set(readSlots(slots, this.node).filter(node => node !== undefined));
    if (masters.size > 0)
      this.nodes = [...masters, ...this.seeds.filter(seed => !masters.has(seed))];
    else this.client.disconnect(true);
  }
}
