import type { ConversationId, SessionId, UserId } from '@parley/core';

/** What a push has changed for a user, or that the node has learned of members in another way. */
export type Change =
  | { kind: 'joined'; userId: UserId; conversationId: ConversationId; seq: number }
  | { kind: 'left'; userId: UserId; conversationId: ConversationId; seq: number }
  | { kind: 'learned'; conversationId: ConversationId }
  | { kind: 'revoked'; sessionId: SessionId };

/** A hello that has asked logic who it is. */
export interface Reader {
  /** What has been pushed since, in order. */
  changes(): readonly Change[];
  /** Has to be called; the journal keeps its entries until then. */
  close(): void;
}

/**
 * Remembers changes while a hello is under way. logic's answer tells the subscriptions of one moment;
 * a change that is pushed after that moment, but before the channel can be found under its user's id,
 * would find nobody. Empty whenever no hello is under way.
 */
export class ChangeJournal {
  private entries: Change[] = [];
  private firstIndex = 0;
  /** Where each reader began, in order of beginning. */
  private readonly readers = new Map<Reader, number>();

  open(): Reader {
    const begin = this.firstIndex + this.entries.length;
    const reader: Reader = {
      changes: () => this.entries.slice(begin - this.firstIndex),
      close: () => {
        this.readers.delete(reader);
        this.forget();
      },
    };
    this.readers.set(reader, begin);
    return reader;
  }

  note(change: Change): void {
    if (this.readers.size > 0) this.entries.push(change);
  }

  /** How many changes are remembered. */
  get size(): number {
    return this.entries.length;
  }

  /** Drops what came before the oldest reader began. */
  private forget(): void {
    const [oldest] = this.readers.values();
    const keepFrom = oldest ?? this.firstIndex + this.entries.length;
    this.entries.splice(0, keepFrom - this.firstIndex);
    this.firstIndex = keepFrom;
  }
}
