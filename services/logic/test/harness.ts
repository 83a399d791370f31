import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Dispatch__Output, decodeDispatchBatch } from '@parley/contracts';
import { type Logger, ParleyError, Snowflake, silentLogger } from '@parley/core';
import type { Queue, QueueMessage } from '@parley/queue';
import { createMemoryQueue } from '@parley/queue/memory';
import type { SessionStore } from '@parley/session-store';
import { createMemorySessionStore } from '@parley/session-store/memory';
import type { Store } from '@parley/store';
import { openSqliteStore } from '@parley/store/sqlite';
import { FakeClock } from '@parley/testing';
import { Registry } from 'prom-client';
import { assembleLogic, type LogicParts } from '../src/assemble-logic.ts';
import type { LogicPorts } from '../src/create-logic.ts';
import type { DeadLetterQueue } from '../src/dead-letters/dead-letter-desk.ts';
import type { LogicOptions } from '../src/options.ts';
import { ensureWellKnown } from '../src/seed/well-known.ts';
import type { Session } from '../src/tokens/authenticate.ts';
import type { SendInput, Sent } from '../src/use-cases/send-message.ts';

const JWT_SECRET = 'a secret of a test, long enough to sign';

/** A real queue that remembers what was published and can be made to refuse. */
export class RecordingQueue implements Pick<Queue, 'publish'>, DeadLetterQueue {
  readonly published: Dispatch__Output[] = [];
  readonly elements: QueueMessage[] = [];
  /** While set, every publish is refused with it. */
  refusal: Error | undefined;
  private readonly queue = createMemoryQueue();

  async publish(messages: readonly QueueMessage[]): Promise<void> {
    if (this.refusal) throw this.refusal;
    await this.queue.publish(messages);
    for (const message of messages) {
      this.elements.push(message);
      this.published.push(...decodeDispatchBatch(message.payload).dispatches);
    }
  }

  depth: Queue['depth'] = () => this.queue.depth();
  bury: Queue['bury'] = letter => this.queue.bury(letter);
  deadLetters: Queue['deadLetters'] = (...args) => this.queue.deadLetters(...args);
  replay: Queue['replay'] = ids => this.queue.replay(ids);
  purge: Queue['purge'] = ids => this.queue.purge(ids);

  /** `conversationId/seq` of each published event. */
  get places(): string[] {
    return this.published
      .filter(dispatch => dispatch.closeSessionId === '')
      .map(dispatch => `${dispatch.conversationId}/${dispatch.seq}`);
  }

  close(): Promise<void> {
    return this.queue.close();
  }
}

export const QUEUE_IS_AWAY = new ParleyError('unavailable', 'The queue is away.');

/** logic's parts over a database of their own; the sweeper does not run by itself. */
export interface TestLogic extends LogicParts {
  ports: LogicPorts & { store: Store; queue: RecordingQueue; sessionStore: SessionStore };
  store: Store;
  queue: RecordingQueue;
  fakeClock: FakeClock;
  /** An account without a password, in the lobby, with a session of its own. */
  person(name: string): Promise<Session>;
  /** Resolves with the acknowledgement, or rejects with the refusal. */
  send(session: Session, input: SendInput): Promise<Sent>;
  /** Resolves when everything committed is on the queue and marked. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openTestLogic(
  options: Partial<LogicOptions> = {},
  logger: Logger = silentLogger,
): Promise<TestLogic> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-logic-'));
  const store = await openSqliteStore({ file: join(folder, 'test.db'), logger: silentLogger });
  const queue = new RecordingQueue();
  const sessionStore = createMemorySessionStore({ ttlMs: 60_000 });
  const fakeClock = new FakeClock();
  const snowflake = new Snowflake(0, fakeClock);
  const ports = {
    store,
    queue,
    sessionStore,
    nextId: () => snowflake.next(),
    logger,
    metrics: new Registry(),
    clock: fakeClock,
    options: { jwtSecrets: [JWT_SECRET], ...options },
  };
  const parts = assembleLogic(ports);
  await ensureWellKnown({ conversations: store.conversations, clock: fakeClock });

  const settled = async () => {
    await Promise.all([parts.committer.drained(), parts.marks.drained()]);
    await parts.dispatcher.drained();
    await parts.watermark.flush();
  };
  return {
    ...parts,
    ports,
    store,
    queue,
    fakeClock,
    settled,
    send: (session, input) => sendMessage(parts, session, input),
    person: async name => {
      const userId = snowflake.next();
      const createdAtMs = fakeClock.nowMs();
      const passwordHash = 'none';
      await store.accounts.create({ userId, name, displayName: name, passwordHash, createdAtMs });
      await parts.useCases.joinConversation(userId, '1');
      return { userId, sessionId: snowflake.next() };
    },
    close: async () => {
      await Promise.all([parts.committer.drained(), parts.marks.drained()]);
      await parts.rosters.close();
      await Promise.all([parts.signals.close(), parts.presence.drained()]);
      await parts.dispatcher.close(0);
      await parts.watermark.flush();
      await Promise.all([store.close(), queue.close(), sessionStore.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

/** Resolves with the acknowledgement, or rejects with the refusal. */
export async function sendMessage(
  { useCases }: Pick<LogicParts, 'useCases'>,
  session: Session,
  input: SendInput,
): Promise<Sent> {
  return await new Promise((sent, refused) =>
    useCases.sendMessage(session, input, { sent, refused }),
  );
}

/** For `open`, of a client that is new here. */
export const HOLDS_NOTHING = { known: [], upToId: '', limit: 0 };

/** JSON of a text message. */
export function text(words: string): string {
  return JSON.stringify({ kind: 'text', text: words });
}
