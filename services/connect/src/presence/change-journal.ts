import type { ConversationId, SessionId, UserId } from '@parley/core';

/** What a push has changed for a user, or up to which change the node has learned of members in another way. */
export type Change =
  | { kind: 'joined'; userId: UserId; conversationId: ConversationId; seq: number }
  | { kind: 'left'; userId: UserId; conversationId: ConversationId; seq: number }
  | { kind: 'learned'; conversationId: ConversationId; seq: number }
  | { kind: 'revoked'; sessionId: SessionId };

/** A hello that has asked logic who it is. */
export interface Reader {
  /** What has been pushed since, in order. */
  changes(): readonly Change[];
  /** Whether anything has been pushed since about a conversation, or to a user, with this id. */
  hasHeard(id: string): boolean;
  /** Has to be called; the journal keeps its entries until then. */
  close(): void;
}

/**
 * Remembers what is pushed while a hello is under way. logic's answer tells the subscriptions and the
 * heads of one moment; what is pushed after that moment, but before the channel can be found under its
 * user's id, would find nobody. Empty whenever no hello is under way.
 */
export class ChangeJournal {
  private entries: Change[] = [];
  private firstIndex = 0;
  /** When something was last pushed about a conversation or to a user, the oldest first. */
  private readonly pushes = new Map<string, number>();
  private pushCount = 0;
  /** Where each reader began, in order of beginning. */
  private readonly readers = new Map<Reader, { firstIndex: number; pushCount: number }>();

  open(): Reader {
    const begin = { firstIndex: this.firstIndex + this.entries.length, pushCount: this.pushCount };
    const reader: Reader = {
      changes: () => this.entries.slice(begin.firstIndex - this.firstIndex),
      hasHeard: id => (this.pushes.get(id) ?? 0) > begin.pushCount,
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

  /** An event of this conversation has been pushed; `userIds` are those that it names, if it does. */
  heard(conversationId: ConversationId, userIds: readonly UserId[]): void {
    if (this.readers.size === 0) return;
    this.pushCount += 1;
    for (const id of [conversationId, ...userIds]) {
      this.pushes.delete(id);
      this.pushes.set(id, this.pushCount);
    }
  }

  /** How much is remembered. */
  get size(): number {
    return this.entries.length + this.pushes.size;
  }

  /** Drops what came before the oldest reader began. */
  private forget(): void {
    const [oldest] = this.readers.values();
    const keepFrom = oldest?.firstIndex ?? this.firstIndex + this.entries.length;
    this.entries.splice(0, keepFrom - this.firstIndex);
    this.firstIndex = keepFrom;
    for (const [id, at] of this.pushes) {
      if (at > (oldest?.pushCount ?? this.pushCount)) break;
      this.pushes.delete(id);
    }
  }
}
