import { RedisCluster } from './cluster.ts';
import type { RedisCommand, RedisScript } from './command.ts';
import { translateRedisError, unavailable } from './errors.ts';
import { type Carrier, RedisNode } from './node.ts';
import { type RedisConnectionOptions, resolveConnectionOptions } from './options.ts';
import { OutageLog } from './outage-log.ts';

/**
 * A connection to Redis that comes back by itself. Commands go out in the order of the calls; each
 * call is one round trip, whatever the number of its commands.
 *
 * On a cluster this holds for the keys of one slot: the nodes are asked side by side. What a call says
 * without a key (`publish`) goes out when what it said before has been answered. A command for a slot
 * that has moved was not carried out and is sent again to the right node, up to a few times; anything
 * else fails as on one server, and a node that is away fails only what is for its slots.
 */
export class RedisConnection {
  private readonly carrier: Carrier;
  /** Settles at the first connection, or when `timeoutMs` have passed without one, or at close. */
  private readonly started: Promise<void>;
  private start: () => void = () => {};
  private closed = false;

  constructor(options: RedisConnectionOptions, scripts: readonly RedisScript[] = []) {
    const { topology, client } = resolveConnectionOptions(options);
    this.started = new Promise(resolve => {
      const timer = setTimeout(resolve, client.timeoutMs);
      this.start = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const onReady = () => this.start();
    if (topology.kind === 'cluster') {
      this.carrier = new RedisCluster(topology.seeds, client, scripts, onReady);
    } else {
      const log = new OutageLog(client.logger);
      this.carrier = new RedisNode(topology, client, scripts, {
        onReady: () => {
          log.healed();
          onReady();
        },
        onError: error => log.failed(error),
      });
    }
  }

  /** How many keys of different slots may stand in one command: any number, but one on a cluster. */
  get maxKeys(): number {
    return this.carrier.maxKeys;
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
    if (!this.carrier.isReady) await this.started;
    if (this.closed) throw unavailable(new Error('the connection was closed'));
    const outcomes = await this.carrier.send(commands);
    return outcomes.map(([error, reply]) => {
      if (error) throw translateRedisError(error);
      return reply;
    });
  }

  /** Closes the sockets; what is in flight fails with `unavailable`. */
  async close(): Promise<void> {
    this.closed = true;
    this.start();
    await this.carrier.close();
  }
}
