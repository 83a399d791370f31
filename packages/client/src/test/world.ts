import { setTimeout as wait } from 'node:timers/promises';
import type { UserView } from '@parley/wire';
import { type ClientOptions, createClient, type ParleyClient, type Timeline } from '../index.ts';
import { FakeServer } from './fake-server.ts';

/** A fake server with Ada and Bob in a group, and clients that are closed with it. */
export class World {
  readonly server = new FakeServer();
  readonly ada: UserView;
  readonly bob: UserView;
  readonly groupId: string;
  private readonly clients: ParleyClient[] = [];

  constructor() {
    this.ada = this.server.accounts.add('ada');
    this.bob = this.server.accounts.add('bob');
    this.groupId = this.server.logs.create('group', 'Tea', [this.ada, this.bob]).conversationId;
  }

  static async start(): Promise<World> {
    const world = new World();
    await world.server.start();
    return world;
  }

  client(options: Partial<ClientOptions> = {}): ParleyClient {
    const { apiUrl, connectUrl } = this.server;
    const backoff = { firstMs: 20, maxMs: 50, jitter: 0 };
    const client = createClient({ apiUrl, connectUrl, backoff, answerTimeoutMs: 500, ...options });
    this.clients.push(client);
    return client;
  }

  async online(name: string, options: Partial<ClientOptions> = {}): Promise<ParleyClient> {
    const client = this.client(options);
    await client.signIn({ name, password: name });
    await client.connect();
    await until(() => client.conversations.loaded);
    return client;
  }

  /** Bob says `count` things: `b1`, `b2` … */
  bobSays(count: number, from = 1): void {
    for (let n = from; n < from + count; n++) {
      this.server.say(this.bob.userId, this.groupId, `bob-${n}`, text(`b${n}`));
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.clients.map(client => client.close()));
    await this.server.stop();
  }
}

export function text(value: string): { kind: 'text'; text: string } {
  return { kind: 'text', text: value };
}

/** The texts a timeline shows, those that are pending last. */
export function textsOf(timeline: Timeline): string[] {
  const shown = timeline.events.map(event =>
    event.type === 'message' ? event.body.text : event.type,
  );
  return [...shown, ...timeline.pending.map(message => `${message.body.text}:${message.state}`)];
}

export function seqsOf(timeline: Timeline): number[] {
  return timeline.events.map(event => event.seq);
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Waits until it holds; says what it waited for when it never does. */
export async function until(holds: () => boolean, timeoutMs = 5_000): Promise<void> {
  const endMs = Date.now() + timeoutMs;
  while (!holds()) {
    if (Date.now() > endMs) throw new Error(`never held: ${holds.toString()}`);
    await wait(5);
  }
}
