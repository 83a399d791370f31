import type { RedisConnection } from '@parley/redis';
import type { DeadLetter } from '../queue.ts';
import { commands } from './commands/index.ts';
import type { QueueKeys } from './keys.ts';

/** Dead letters in Redis: as JSON, so that a person can read them there, the payload in base64. */
export class RedisDeadLetters {
  private readonly connection: RedisConnection;
  private readonly keys: QueueKeys;

  constructor(connection: RedisConnection, keys: QueueKeys) {
    this.connection = connection;
    this.keys = keys;
  }

  async add(deadLetterId: string, letter: Omit<DeadLetter, 'deadLetterId'>): Promise<void> {
    await this.connection.command(
      commands.bury.call(this.keys, deadLetterId, letter.diedAtMs, encode(letter)),
    );
  }

  async oldest(limit: number): Promise<DeadLetter[]> {
    const ids = await this.connection.command(['zrange', this.keys.deadOrder, 0, limit - 1]);
    return this.find(ids as string[]);
  }

  /** Those of the ids that there are, in the order of the ids. */
  async find(deadLetterIds: readonly string[]): Promise<DeadLetter[]> {
    if (deadLetterIds.length === 0) return [];
    const found = await this.connection.command(['hmget', this.keys.deadLetters, ...deadLetterIds]);
    const texts = found as (string | null)[];
    return deadLetterIds.flatMap((id, i) => {
      const json = texts[i];
      return json ? [decode(id, json)] : [];
    });
  }

  /** Resolves to how many of them there were. */
  async discard(deadLetterIds: readonly string[]): Promise<number> {
    return Number(await this.connection.command(commands.discard.call(this.keys, deadLetterIds)));
  }
}

function encode(letter: Omit<DeadLetter, 'deadLetterId'>): string {
  const { partition, payload, reason, attempts, diedAtMs } = letter;
  const base64 = Buffer.from(payload).toString('base64');
  return JSON.stringify({ partition, reason, attempts, diedAtMs, payload: base64 });
}

function decode(deadLetterId: string, json: string): DeadLetter {
  const { payload, ...rest } = JSON.parse(json) as Omit<DeadLetter, 'payload'> & {
    payload: string;
  };
  return { ...rest, deadLetterId, payload: new Uint8Array(Buffer.from(payload, 'base64')) };
}
