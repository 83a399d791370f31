import { type Clock, LOBBY_ID, WORLD_ID } from '@parley/core';
import type { ConversationStore } from '@parley/store';

interface Ports {
  conversations: Pick<ConversationStore, 'create'>;
  clock: Clock;
}

/**
 * Makes sure that the lobby and the world channel exist. Their keys make it safe to say it again and
 * from several instances at once. Their logs begin empty: nobody made them.
 */
export async function ensureWellKnown({ conversations, clock }: Ports): Promise<void> {
  const common = { epoch: 1, createdAtMs: clock.nowMs() };
  await conversations.create({
    conversation: {
      conversationId: LOBBY_ID,
      kind: 'room',
      key: 'lobby',
      title: 'Lobby',
      ...common,
    },
    members: [],
    events: [],
  });
  await conversations.create({
    conversation: {
      conversationId: WORLD_ID,
      kind: 'world',
      key: 'world',
      title: 'World',
      ...common,
    },
    members: [],
    events: [],
  });
}
