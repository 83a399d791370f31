import type { ConversationEntry } from '@parley/client';
import type { UserId } from '@parley/core';
import type { ConversationView } from '@parley/wire';
import type { Model } from './model.ts';

/** What a conversation is called: its title, or who the other one is. */
export function titleOf(
  conversation: Pick<ConversationEntry | ConversationView, 'kind' | 'title' | 'peer'>,
  model: Model,
): string {
  const { kind, title, peer } = conversation;
  if (kind === 'direct') {
    if (peer === null) return model.t.value('directKind');
    return peer.userId === model.me.value?.userId ? model.t.value('notes') : peer.displayName;
  }
  return title ?? model.t.value(kind === 'room' ? 'roomKind' : 'group');
}

/** A person's name, or a stand-in until it is known; the component that asks is drawn again then. */
export function nameOf(userId: UserId, model: Model): string {
  // Read so that the component is drawn again when somebody becomes known.
  const known = model.people.value >= 0 ? model.client.users.peek(userId) : undefined;
  return known?.displayName ?? model.t.value('someone');
}

/** The same, but `You` for oneself. */
export function nameOrYou(userId: UserId, model: Model): string {
  return userId === model.me.value?.userId ? model.t.value('you') : nameOf(userId, model);
}
