import type { ConversationId } from '@parley/core';

/** Deliveries are acknowledged together, once in this time. */
const INTERVAL_MS = 1_000;

/** What was delivered, to be acknowledged in a moment: the furthest of each log. */
export class Acknowledgements {
  private readonly acknowledge: (conversationId: ConversationId, seq: number) => void;
  private readonly furthest = new Map<ConversationId, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(acknowledge: (conversationId: ConversationId, seq: number) => void) {
    this.acknowledge = acknowledge;
  }

  add(conversationId: ConversationId, seq: number): void {
    this.furthest.set(conversationId, seq);
    this.timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }

  /** What waits is not acknowledged any more. */
  stop(): void {
    clearTimeout(this.timer);
  }

  private flush(): void {
    this.timer = undefined;
    for (const [conversationId, seq] of this.furthest) this.acknowledge(conversationId, seq);
    this.furthest.clear();
  }
}
