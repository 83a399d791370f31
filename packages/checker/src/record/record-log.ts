import type { ConversationId } from '@parley/core';
import type { ConversationKind, LogEvent } from '@parley/wire';
import type { Fact } from '../history.ts';
import { toLoggedEvent } from './logged-event.ts';

/**
 * Notes the whole log of a conversation, from seq 1 and at the end, when all is quiet: as the store's, and
 * who was a member when, as its events tell. Who comes into a group sees what follows; elsewhere
 * the whole log. Everybody may see the world.
 */
export function recordLog(
  history: { add(fact: Fact): void },
  { conversationId, kind }: { conversationId: ConversationId; kind: ConversationKind },
  log: readonly LogEvent[],
): void {
  history.add({ kind: 'stored', conversationId, events: log.map(toLoggedEvent) });
  if (kind === 'world') return;
  for (const event of log) {
    const { seq } = event;
    if (event.type === 'message') continue;
    for (const userId of event.body.userIds) {
      const change = { conversationId, userId, seq };
      if (event.type === 'members-removed') history.add({ kind: 'left', ...change });
      else {
        const visibleFromSeq = kind === 'group' ? seq : 1;
        history.add({ kind: 'joined', ...change, visibleFromSeq });
      }
    }
  }
}
