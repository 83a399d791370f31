import { type ConversationId, hash32 } from '@parley/core';

/**
 * The conversations of which pushes come to this node, each with the number of the call since which they
 * do. They are dealt out to shares by hash, so that the node can confirm them a share at a time.
 */
export class HeldConversations {
  private readonly sinceCall = new Map<ConversationId, number>();
  private readonly shares: readonly Set<ConversationId>[];

  constructor(shares: number) {
    this.shares = Array.from({ length: shares }, () => new Set<ConversationId>());
  }

  get size(): number {
    return this.sinceCall.size;
  }

  has(conversationId: ConversationId): boolean {
    return this.sinceCall.has(conversationId);
  }

  /** Undefined for what is not held. */
  since(conversationId: ConversationId): number | undefined {
    return this.sinceCall.get(conversationId);
  }

  /** What is held already stays as it is. */
  add(conversationId: ConversationId, call: number): void {
    if (this.has(conversationId)) return;
    this.sinceCall.set(conversationId, call);
    this.shareOf(conversationId)?.add(conversationId);
  }

  delete(conversationId: ConversationId): void {
    if (this.sinceCall.delete(conversationId)) this.shareOf(conversationId)?.delete(conversationId);
  }

  share(index: number): Iterable<ConversationId> {
    return this.shares[index] ?? [];
  }

  private shareOf(conversationId: ConversationId): Set<ConversationId> | undefined {
    return this.shares[hash32(conversationId) % this.shares.length];
  }
}
