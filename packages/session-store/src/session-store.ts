import type { ConnectionId, ConversationId, ServerId, SessionId, UserId } from '@parley/core';
import type { PresenceMode, PresenceStatus } from '@parley/wire';

/** One device (or tab) and the socket that it has now. */
export interface Binding {
  userId: UserId;
  sessionId: SessionId;
  deviceId: string;
  connectionId: ConnectionId;
  serverId: ServerId;
  /** Nobody is at the device: it is idle, or hidden. */
  away: boolean;
  /** When it was bound, by the clock of the store: of two connections of a device the later one counts. */
  boundAtUs: number;
  /**
   * Which connection of its device it is, as the client counts: of two the higher one counts, whenever
   * it was bound, since a hello may lie in a frozen process for long. 0: not counted.
   */
  attempt: number;
}

/** A binding as its node keeps saying it. */
export interface TouchedBinding extends Binding {
  /** The node knows that the binding had been lost once, and has done what follows from it. */
  gapKnown: boolean;
}

/** How somebody is to be seen. */
export interface VisibleStatus {
  userId: UserId;
  status: PresenceStatus;
  /** Grows with every change, also over a loss of the store: of two believe the higher. */
  version: number;
}

export interface Bound {
  boundAtUs: number;
  /** A later connection of the device was there already: nothing was bound. */
  isLate: boolean;
  /** The binding that it took the place of: another connection of the same device. */
  replaced: Binding | undefined;
  /** Undefined until `setModes` has told it; the user is shown to nobody meanwhile. */
  mode: PresenceMode | undefined;
  changes: VisibleStatus[];
}

export interface Touched {
  /**
   * Those that were not known and are bound again. Each is named at every touch until it comes with
   * `gapKnown`, since an answer may be lost.
   */
  rebound: Binding[];
  /** Users whose mode the store does not know, see `Bound.mode`. */
  withoutMode: UserId[];
  /** Users who may be seen, as their mode says. */
  visible: UserId[];
  changes: VisibleStatus[];
}

/**
 * Which node holds whom, which node has subscribers of which conversation, and how everybody is to be
 * seen. What it says may be a little old and may be lost whole: both delay a push and lose nothing,
 * since the log is asked again. Entries that nobody touches for `ttlMs` go by themselves.
 *
 * The visible status of a user follows from the mode and the live bindings (`visibleStatus`). Every
 * call that touches bindings brings the user's status up to date in the same atomic step and resolves
 * to what changed; who watches has to be told by the caller. A binding that expires changes the status
 * with the next call about the user, `presence` included.
 */
export interface SessionStore {
  /** Binds a device to its socket. */
  bind(binding: Omit<Binding, 'boundAtUs'>): Promise<Bound>;
  /**
   * Takes bindings out, each only if the device is still bound to that connection, so that a late
   * disconnect never removes the socket that came after it. `removed` says how many were.
   */
  unbind(bindings: readonly Binding[]): Promise<{ removed: number; changes: VisibleStatus[] }>;
  /** Keeps bindings alive and notes whether they are away. A later connection of the device stays. */
  touch(bindings: readonly TouchedBinding[]): Promise<Touched>;
  /** All bindings of these users; a user without any is not in the map. */
  locate(userIds: readonly UserId[]): Promise<Map<UserId, Binding[]>>;
  /**
   * The nodes that hold devices of these users, each once; a user without any is not in the map. What
   * routing asks for every message, so it is told no more.
   */
  nodesOf(userIds: readonly UserId[]): Promise<Map<UserId, readonly ServerId[]>>;
  /**
   * What users have chosen; only for those who have a binding.
   * @param which `unknown`: only where the store knows none, so that an older one never overwrites.
   */
  setModes(
    modes: ReadonlyMap<UserId, PresenceMode>,
    which: 'all' | 'unknown',
  ): Promise<VisibleStatus[]>;
  /** How users are to be seen, one entry each; `changes` are those that nobody had been told of yet. */
  presence(
    userIds: readonly UserId[],
  ): Promise<{ statuses: VisibleStatus[]; changes: VisibleStatus[] }>;
  /**
   * The node has subscribers of these conversations; said again, it keeps them alive. Resolves to
   * those that it was not known to have: what was pushed before has not come to the node.
   */
  occupy(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<ConversationId[]>;
  /** The node has none any more. */
  vacate(serverId: ServerId, conversationIds: readonly ConversationId[]): Promise<void>;
  /** The nodes with subscribers; a conversation without any is not in the map. */
  hosts(conversationIds: readonly ConversationId[]): Promise<Map<ConversationId, ServerId[]>>;
  /**
   * Forgets a node that is gone: its bindings and its conversations. For `graceMs` nobody's status
   * falls because of it, so that who comes back elsewhere never seems to have left. Resolves to the
   * users whose status is going to: ask for their `presence` after that time.
   */
  evict(serverId: ServerId, graceMs: number): Promise<UserId[]>;
  close(): Promise<void>;
}
