import type { ConversationId, ErrorBody, UserId } from '@parley/core';
import type { MessageBody } from '@parley/wire';

/** A message that is not acknowledged yet. */
export interface OutboxItem {
  clientId: string;
  userId: UserId;
  conversationId: ConversationId;
  body: MessageBody;
  createdAtMs: number;
  /** Items are sent by rising order. */
  order: number;
  /** Why the server refused it for good; null while it is still to be sent. */
  error: ErrorBody | null;
}

/** Keeps unsent messages; several tabs may use the same one at once. */
export interface OutboxStore {
  /** By rising `order`. */
  list(userId: UserId): Promise<OutboxItem[]>;
  /** Adds it, or replaces the one with the same client id. */
  put(item: OutboxItem): Promise<void>;
  delete(clientId: string): Promise<void>;
  close(): Promise<void>;
}

export function memoryOutbox(): OutboxStore {
  const items = new Map<string, OutboxItem>();
  return {
    list: async userId =>
      [...items.values()].filter(item => item.userId === userId).sort((a, b) => a.order - b.order),
    put: async item => void items.set(item.clientId, item),
    delete: async clientId => void items.delete(clientId),
    close: async () => {},
  };
}
