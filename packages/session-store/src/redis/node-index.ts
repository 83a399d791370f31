import type { ConversationId, ServerId } from '@parley/core';
import type { RedisCommand } from '@parley/redis';
import type { Binding } from '../session-store.ts';
import { commands } from './commands/index.ts';
import type { SessionKeys } from './keys.ts';
import { indexMember } from './packed-binding.ts';

/**
 * Where to look when a node is gone. The index lies in another slot than what it points to, so the
 * two are not written in one step: an entry is made before and taken out after, and lives twice as
 * long. It may point to nothing; what it misses expires by itself.
 */
const TTLS = 2;

type Listed = Pick<Binding, 'userId' | 'deviceId' | 'connectionId' | 'serverId'>;

export function enlistBindings(
  keys: SessionKeys,
  bindings: readonly Listed[],
  ttlMs: number,
): RedisCommand[] {
  return byNode(bindings).map(([serverId, members]) =>
    commands.enlist.call(keys.nodeBindings(serverId), members, TTLS * ttlMs),
  );
}

export function delistBindings(keys: SessionKeys, bindings: readonly Listed[]): RedisCommand[] {
  return byNode(bindings).map(([serverId, members]) => [
    'zrem',
    keys.nodeBindings(serverId),
    ...members,
  ]);
}

export function enlistConversations(
  keys: SessionKeys,
  serverId: ServerId,
  conversationIds: readonly ConversationId[],
  ttlMs: number,
): RedisCommand {
  return commands.enlist.call(keys.nodeConversations(serverId), conversationIds, TTLS * ttlMs);
}

function byNode(bindings: readonly Listed[]): [ServerId, string[]][] {
  const members = new Map<ServerId, string[]>();
  for (const binding of bindings) {
    const ofNode = members.get(binding.serverId);
    if (ofNode) ofNode.push(indexMember(binding));
    else members.set(binding.serverId, [indexMember(binding)]);
  }
  return [...members];
}
