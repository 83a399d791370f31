import type { RedisConnection } from '@parley/redis';
import { tooManyDeadLetters } from '../overloaded.ts';
import type { DeadLetter, DeadLetterPlace } from '../queue.ts';
import { commands } from './commands/index.ts';
import type { QueueKeys } from './keys.ts';

/** Dead letters in Redis: as JSON, so that a person can read them there, the payload in base64. */
export class RedisDeadLetters {
  private readonly connection: RedisConnection;
  private readonly keys: QueueKeys;
  private readonly max: number;

  constructor(connection: RedisConnection, keys: QueueKeys, max: number) {
    this.connection = connection;
    this.keys = keys;
    this.max = max;
  }

  /** @throws ParleyError `overloaded` when there are too many. */
  async add(deadLetterId: string, letter: Omit<DeadLetter, 'deadLetterId'>): Promise<void> {
    const { diedAtMs } = letter;
    const added = await this.connection.command(
      commands.bury.call(this.keys, this.max, { deadLetterId, diedAtMs, json: encode(letter) }),
    );
    if (added === 0) throw tooManyDeadLetters(this.max);
  }

  /** In the order of their deaths; those behind `after` if it is given. */
  async oldest(limit: number, after?: DeadLetterPlace): Promise<DeadLetter[]> {
    const ids: string[] = [];
    const from = after?.diedAtMs ?? '-inf';
    for (let offset = 0; ids.length < limit; offset += limit) {
      const range = ['byscore', 'limit', offset, limit, 'withscores'] as const;
      const reply = await this.connection.command([
        'zrange',
        this.keys.deadOrder,
        from,
        '+inf',
        ...range,
      ]);
      const page = toPlaces(reply as string[]);
      ids.push(...page.filter(place => isBehind(place, after)).map(place => place.deadLetterId));
      if (page.length < limit) break;
    }
    return this.find(ids.slice(0, limit));
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

/** Ids and times in turn, as Redis answers. */
function toPlaces(reply: readonly string[]): DeadLetterPlace[] {
  const places: DeadLetterPlace[] = [];
  for (let i = 0; i + 1 < reply.length; i += 2) {
    places.push({ deadLetterId: reply[i] ?? '', diedAtMs: Number(reply[i + 1]) });
  }
  return places;
}

/** Redis orders those of one time by their ids. */
function isBehind(place: DeadLetterPlace, after: DeadLetterPlace | undefined): boolean {
  if (after === undefined || place.diedAtMs > after.diedAtMs) return true;
  return place.diedAtMs === after.diedAtMs && place.deadLetterId > after.deadLetterId;
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
