import type { History } from '@parley/checker';
import { type ClientRecorder, recordClient } from '@parley/checker/record';
import { type ClientOptions, createClient, type ParleyClient } from '@parley/client';
import { eventually } from '@parley/testing';
import type { Deployment } from '@parley/testing/deployment';
import type { LogEvent, UserView } from '@parley/wire';
import { newUser, PASSWORD } from './http.ts';

export interface PersonOptions {
  /** Which connect nodes to use. Default: all. */
  connectUrl?: string | readonly string[];
  /** Begin with this one of them (0, 1 …; as if they stood in a circle) instead of any. */
  startAt?: number;
  /** A name and password instead of a new account. */
  account?: { name: string; password: string };
  /** More settings of the SDK. */
  client?: Partial<ClientOptions>;
}

/** Somebody with one device, and everything that this device was told, as it was told. */
export class Person {
  readonly client: ParleyClient;
  /** Every event, in the order in which the SDK gave it. */
  readonly events: LogEvent[] = [];
  user: UserView;
  readonly account: { name: string; password: string };

  private constructor(client: ParleyClient, user: UserView, account: Person['account']) {
    this.client = client;
    this.user = user;
    this.account = account;
    client.onEvent(event => this.events.push(event));
  }

  /** Signs in (as somebody new unless told otherwise) and connects. */
  static async arrive(deployment: Deployment, options: PersonOptions = {}): Promise<Person> {
    const apiUrl = deployment.apiUrls[0] ?? '';
    const client = createClient({
      apiUrl,
      ...connectOptions(deployment, options),
      // A whole cluster that starts again takes a while; nobody should sleep through its return.
      backoff: { firstMs: 200, maxMs: 2_000, jitter: 0.5 },
      catchUpEvents: Number.POSITIVE_INFINITY,
      backgroundCatchUpEvents: Number.POSITIVE_INFINITY,
      ...options.client,
    });
    const account = options.account ?? (await newAccount(apiUrl));
    const user = await client.signIn(account);
    const person = new Person(client, user, account);
    await client.connect();
    return person;
  }

  /** Another device of the same user. */
  secondDevice(deployment: Deployment, options: PersonOptions = {}): Promise<Person> {
    return Person.arrive(deployment, { ...options, account: this.account });
  }

  /** Sends a text; resolves when it is acknowledged. */
  async say(conversationId: string, text: string) {
    return await this.client.send(conversationId, { kind: 'text', text });
  }

  /** The messages heard in a conversation, as they came. */
  heard(conversationId: string): { seq: number; text: string }[] {
    return this.events.flatMap(event =>
      event.conversationId === conversationId && event.type === 'message'
        ? [{ seq: event.seq, text: event.body.text }]
        : [],
    );
  }

  /** Resolves when these texts were heard, in whichever order and among others. */
  async hears(conversationId: string, texts: readonly string[], timeoutMs = 15_000): Promise<void> {
    await eventually(
      () => {
        const heard = new Set(this.heard(conversationId).map(message => message.text));
        const missing = texts.filter(text => !heard.has(text));
        if (missing.length > 0) throw new Error(`not heard: ${missing.slice(0, 5).join(', ')}`);
      },
      { timeoutMs },
    );
  }

  /** Notes from now on what this device does and is told. */
  record(history: History): ClientRecorder {
    const deviceId = this.client.sessionId ?? '';
    return recordClient(this.client, history, { deviceId, userId: this.user.userId });
  }

  /** A conversation's log as the server has it, from the first event that this person may see. */
  async wholeLog(conversationId: string): Promise<LogEvent[]> {
    const log: LogEvent[] = [];
    for (;;) {
      const afterSeq = log.at(-1)?.seq ?? 0;
      const page = await this.client.api.getEvents(conversationId, { afterSeq, limit: 100 });
      log.push(...page.events);
      if (!page.hasMore) return log;
    }
  }

  async leave(): Promise<void> {
    await this.client.close();
  }
}

/** The client takes its first address by chance; without chance it is the first one. */
function connectOptions(
  { connectUrls }: Deployment,
  { connectUrl = connectUrls, startAt }: PersonOptions,
): Pick<ClientOptions, 'connectUrl' | 'random'> {
  if (startAt === undefined || typeof connectUrl === 'string') return { connectUrl };
  const first = startAt % connectUrl.length;
  return {
    connectUrl: [...connectUrl.slice(first), ...connectUrl.slice(0, first)],
    random: () => 0,
  };
}

async function newAccount(apiUrl: string): Promise<Person['account']> {
  const { user } = await newUser(apiUrl);
  return { name: user.name, password: PASSWORD };
}

/** `missed 1`, `missed 2` … */
export function numbered(word: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${word} ${i + 1}`);
}

interface Guest {
  leave(): Promise<void>;
}

/** Runs `body` with people who leave afterwards, whatever happens. */
export async function withPeople(
  body: (arrive: <T extends Guest>(person: Promise<T>) => Promise<T>) => Promise<void>,
): Promise<void> {
  const people: Guest[] = [];
  try {
    await body(async arriving => {
      const person = await arriving;
      people.push(person);
      return person;
    });
  } finally {
    await Promise.all(people.map(person => person.leave()));
  }
}
