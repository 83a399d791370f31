import type { ConversationId, UserId } from '@parley/core';
import { type ReadonlySignal, signal } from '@preact/signals';

/** Unsent text of each conversation; survives a reload. */
export interface Drafts {
  readonly all: ReadonlySignal<ReadonlyMap<ConversationId, string>>;
  set(id: ConversationId, text: string): void;
  /** Takes up what this user left on this device. */
  load(userId: UserId): void;
}

export function createDrafts(storage: Storage): Drafts {
  const all = signal<ReadonlyMap<ConversationId, string>>(new Map());
  let key: string | null = null;
  return {
    all,
    load: userId => {
      key = `parley.drafts.${userId}`;
      all.value = new Map(read(storage, key));
    },
    set: (id, text) => {
      const next = new Map(all.peek());
      if (text.trim() === '') next.delete(id);
      else next.set(id, text);
      all.value = next;
      if (key !== null) storage.setItem(key, JSON.stringify([...next]));
    },
  };
}

function read(storage: Storage, key: string): [ConversationId, string][] {
  try {
    const value: unknown = JSON.parse(storage.getItem(key) ?? '[]');
    return Array.isArray(value) ? (value as [ConversationId, string][]) : [];
  } catch {
    return [];
  }
}
