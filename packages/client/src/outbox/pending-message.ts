import type { ConversationId, ParleyError } from '@parley/core';
import type { MessageBody, SentView } from '@parley/wire';
import { type Deferred, deferred } from '../deferred.ts';
import type { OutboxItem } from './outbox-store.ts';

/**
 * `queued`: waits for a connection or its turn. `sending`: on its way. `sent`: acknowledged, but the log
 * has not reached it yet. `failed`: refused for good; `retry` or `discard` it.
 */
export type PendingState = 'queued' | 'sending' | 'sent' | 'failed';

/** An own message that is not in the log yet. Never changed: a new one replaces it. */
export interface PendingMessage {
  readonly clientId: string;
  readonly conversationId: ConversationId;
  readonly body: MessageBody;
  readonly createdAtMs: number;
  readonly state: PendingState;
  /** Only when `failed`. */
  readonly error: ParleyError | null;
}

/** A message on its way through the outbox. */
export interface OutgoingMessage {
  item: OutboxItem;
  state: PendingState;
  error: ParleyError | null;
  /** When acknowledged. */
  seq: number;
  /** Whether it came from the store, so that another tab may be sending it too. */
  restored: boolean;
  stored: Promise<void>;
  answer: Deferred<SentView>;
}

export function outgoing(item: OutboxItem, restored: boolean): OutgoingMessage {
  return {
    item,
    state: 'queued',
    error: null,
    seq: 0,
    restored,
    stored: Promise.resolve(),
    answer: deferred(),
  };
}

export function toPending({ item, state, error }: OutgoingMessage): PendingMessage {
  const { clientId, conversationId, body, createdAtMs } = item;
  return { clientId, conversationId, body, createdAtMs, state, error };
}
