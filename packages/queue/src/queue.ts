/** What goes onto the queue. */
export interface QueueMessage {
  /** Messages of one key (a conversation id) stay in order: the key's hash picks the partition. */
  key: string;
  payload: Uint8Array;
}

/** What comes off it. */
export interface QueueItem {
  /** Names this item until it is acknowledged. */
  itemId: string;
  partition: number;
  payload: Uint8Array;
}

/**
 * Does the work of a batch, all items of one partition, in order. Resolving acknowledges all of
 * them; rejecting means that none is done: the same batch comes again after a pause. An item that must not hold
 * up the others is given to `postpone` or `bury` by the handler, which then resolves.
 */
export type BatchHandler = (items: readonly QueueItem[]) => Promise<void>;

export interface ConsumeOptions {
  /** Names this consumer among the others; unique per process. */
  consumerId: string;
  /** Most items in one batch. */
  maxItems: number;
}

export interface Consumer {
  /** Finishes the batches in hand, gives the partitions back, then resolves. */
  close(): Promise<void>;
}

export interface DeadLetter {
  deadLetterId: string;
  partition: number;
  payload: Uint8Array;
  /** The last error, for a person. */
  reason: string;
  attempts: number;
  diedAtMs: number;
}

/** Where a dead letter stands among the others; the letter itself may be gone. */
export type DeadLetterPlace = Pick<DeadLetter, 'diedAtMs' | 'deadLetterId'>;

/**
 * From logic to task, at least once.
 *
 * - A published message is handed to a handler until one resolves, whatever dies in between.
 * - One partition has one consumer at a time (a lease); its items come in the order of publishing,
 *   unless they are redelivered. Consumers share the partitions evenly and take over those of a dead
 *   one when its lease ends.
 * - Payloads are copied: sender and receiver never share memory, in no adapter.
 */
export interface Queue {
  /** Resolves when the queue has all of them. */
  publish(messages: readonly QueueMessage[]): Promise<void>;
  /** One handler call per partition at a time; several partitions run side by side. */
  consume(handler: BatchHandler, options: ConsumeOptions): Promise<Consumer>;
  /**
   * Puts a payload beside the list; after `delayMs` it comes back, ahead of what waits in its
   * partition but not of the batch in hand.
   */
  postpone(partition: number, payload: Uint8Array, delayMs: number): Promise<void>;
  /** Puts a payload into the dead-letter list. */
  bury(letter: Omit<DeadLetter, 'deadLetterId'>): Promise<void>;
  /** The dead letters, oldest first, up to `limit`; those behind `after` if it is given. */
  deadLetters(limit: number, after?: DeadLetterPlace): Promise<DeadLetter[]>;
  /** Puts dead letters back at the end of their partitions; resolves to how many there were. */
  replay(deadLetterIds: readonly string[]): Promise<number>;
  /** Throws dead letters away; resolves to how many there were. */
  purge(deadLetterIds: readonly string[]): Promise<number>;
  /** How much waits: published and not acknowledged; postponed; dead. */
  depth(): Promise<{ waiting: number; postponed: number; dead: number }>;
  close(): Promise<void>;
}
