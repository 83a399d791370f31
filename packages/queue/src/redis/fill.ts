import type { RedisCommand } from '@parley/redis';

/**
 * How much lies in the lists, as far as this process knows: what a push answers is the length of its
 * list, so counting costs no round trip. Other senders and the consumers move it meanwhile.
 */
export class Fill {
  private readonly lengths = new Map<string, number>();

  get total(): number {
    return [...this.lengths.values()].reduce((sum, length) => sum + length, 0);
  }

  /** Learns from what commands were answered with; those that are no push tell nothing. */
  learn(commands: readonly RedisCommand[], replies: readonly unknown[]): void {
    for (const [i, [name, list]] of commands.entries()) {
      if (name === 'rpush' || name === 'llen') this.lengths.set(String(list), Number(replies[i]));
    }
  }
}
