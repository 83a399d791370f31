import type { Fact } from '@parley/checker';
import type { ConversationId } from '@parley/core';
import type { StoredLog } from './stored-logs.ts';

/** The server's no, which follows from people being removed. */
const NO_MEMBER: ReadonlySet<string> = new Set(['not_a_member', 'not_found']);
/** The device was signed out before an answer came: of its last messages it does not know. */
const SIGNED_OUT: ReadonlySet<string> = new Set(['session_revoked', 'unauthenticated']);

/**
 * What the rules of the history leave open: a refusal that nothing in the load explains, and a message
 * that was refused and is in the log all the same.
 */
export function checkRefusals(
  history: Iterable<Fact>,
  logs: ReadonlyMap<ConversationId, StoredLog>,
): string[] {
  const stored = new Set<string>();
  for (const { events } of logs.values()) {
    for (const event of events) {
      if (event.type === 'message') stored.add(`${event.senderId} ${event.clientId}`);
    }
  }
  const findings: string[] = [];
  for (const fact of history) {
    if (fact.kind !== 'refused') continue;
    const { deviceId, userId, clientId, code, conversationId } = fact;
    const what = `a message of device ${deviceId} in conversation ${conversationId} (client id ${clientId})`;
    if (SIGNED_OUT.has(code)) continue;
    const isStored = stored.has(`${userId} ${clientId}`);
    if (isStored) findings.push(`${what} was refused with ${code}, and is in the log`);
    else if (!NO_MEMBER.has(code)) findings.push(`${what} was refused with ${code}`);
  }
  return findings;
}
