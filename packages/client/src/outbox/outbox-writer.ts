import { type Logger, sleep, type UserId } from '@parley/core';
import type { OutboxItem, OutboxStore } from './outbox-store.ts';
import type { OutgoingMessage } from './pending-message.ts';

/** A store that hangs must not keep messages from being sent: sent twice they do no harm. */
const PATIENCE_MS = 2_000;

/** Writes messages to the store in order and never lets its failures stop a message. */
export class OutboxWriter {
  private readonly writing = new Set<Promise<void>>();
  private readonly store: OutboxStore;
  private readonly logger: Logger;

  constructor(store: OutboxStore, logger: Logger) {
    this.store = store;
    this.logger = logger;
  }

  /** What is kept for this user; null when the store does not answer in time. */
  async read(userId: UserId): Promise<OutboxItem[] | null> {
    const answered = new AbortController();
    const patience = sleep(PATIENCE_MS, answered.signal).then(() => null);
    try {
      return await Promise.race([this.store.list(userId), patience]);
    } finally {
      answered.abort();
    }
  }

  put(message: OutgoingMessage): void {
    const { item } = message;
    this.after(message, () => this.store.put(item));
  }

  delete(message: OutgoingMessage): void {
    this.after(message, () => this.store.delete(message.item.clientId));
  }

  /** Resolves when the store has everything that it was given until now. */
  async idle(): Promise<void> {
    await Promise.all(this.writing);
  }

  /** After what was written of this message before, so that a deletion is never overtaken. */
  private after(message: OutgoingMessage, write: () => Promise<void>): void {
    const stored = message.stored
      .then(write)
      .catch((error: unknown) => {
        const { clientId } = message.item;
        this.logger.warn({ clientId, err: error }, 'the outbox could not be written');
      })
      .finally(() => this.writing.delete(stored));
    this.writing.add(stored);
    message.stored = stored;
  }
}
