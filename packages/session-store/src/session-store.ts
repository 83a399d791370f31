import type { ConnectionId, ConversationId, ServerId, SessionId, UserId } from '@parley/core';

/** One device (or tab) and the socket that it has now. */
export interface Binding {
  userId: UserId;
  sessionId: SessionId;
  deviceId: string;
  connectionId: ConnectionId;
  serverId: ServerId;
}

/**
 * Which node holds whom, and which node has subscribers of which conversation. What it says may be
 * a little old and may be lost whole: both delay a push and lose nothing, since the log is asked
 * again. Entries that nobody touches for `ttlMs` go by themselves.
 */
export interface SessionStore {
  /** Binds a device to its socket. Resolves to the binding that it replaced (another connection of the same device). */
  bind(binding: Binding): Promise<Binding | undefined>;
  /**
   * Takes bindings out, each only if the device is still bound to that connection, so that a late
   * disconnect never removes the socket that came after it. Resolves to how many were removed.
   */
  unbind(bindings: readonly Binding[]): Promise<number>;
  /** Keeps bindings alive; resolves to those that were not known and are bound again. */
  touch(bindings: readonly Binding[]): Promise<Binding[]>;
  /** All bindings of these users; a user without any is not in the map. */
  locate(userIds: readonly UserId[]): Promise<Map<UserId, Binding[]>>;
  /** The node has subscribers of these conversations; said again, it keeps them alive. */
  occupy(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void>;
  /** The node has none any more. */
  vacate(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void>;
  /** The nodes with subscribers; a conversation without any is not in the map. */
  hosts(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, ServerId[]>>;
  /** Forgets a node that is gone: its bindings and its conversations. */
  evict(serverId: ServerId): Promise<void>;
  close(): Promise<void>;
}
