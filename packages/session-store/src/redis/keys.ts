import type { ConversationId, ServerId, UserId } from '@parley/core';

/**
 * The only place where keys are built. What stands in braces picks the slot of Redis Cluster; every
 * script works on one key.
 */
export interface SessionKeys {
  /** Hash: device → binding. */
  user(userId: UserId): string;
  /** Sorted set: nodes with subscribers, by the time at which they expire. */
  conversation(conversationId: ConversationId): string;
  /** Sorted set: where bindings of the node may be, by time of expiry. For `evict`. */
  nodeBindings(serverId: ServerId): string;
  /** Sorted set: conversations that the node may have occupied, by time of expiry. For `evict`. */
  nodeConversations(serverId: ServerId): string;
}

export function sessionKeys(prefix: string): SessionKeys {
  return {
    user: userId => `${prefix}:{u:${userId}}`,
    conversation: conversationId => `${prefix}:{c:${conversationId}}`,
    nodeBindings: serverId => `${prefix}:{n:${serverId}}:bindings`,
    nodeConversations: serverId => `${prefix}:{n:${serverId}}:conversations`,
  };
}
