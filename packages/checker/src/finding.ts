import type { ConversationId } from '@parley/core';

/** A promise that was broken, once. */
export interface Violation {
  conversationId: ConversationId;
  /** Where in the log; of several, the first. */
  seq: number;
  /** The devices concerned; empty if it is about the store alone. */
  devices: readonly string[];
  /** The entries of the history that prove it, by their `order`. */
  entries: readonly number[];
  /** What happened, in a sentence. */
  message: string;
}
