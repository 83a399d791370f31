import type { ConversationId, UserId } from '@parley/core';

/** How far a member is in a log. Both only grow: of two keep the higher of each. */
export interface PositionSignal {
  type: 'position';
  conversationId: ConversationId;
  userId: UserId;
  /** One of the member's devices has everything up to here. */
  deliveredSeq: number;
  /** The person has seen everything up to here. */
  readSeq: number;
}

/** `offline` is also who does not want to be seen. */
export type PresenceStatus = 'online' | 'away' | 'busy' | 'offline';

/** Whether somebody is there, as others may know it. */
export interface Presence {
  userId: UserId;
  status: PresenceStatus;
  /** When the person was last there; only while offline, and not if it is hidden. */
  lastSeenAtMs?: number;
  /** Grows with every change of this user's presence: of two believe the higher. */
  version: number;
}

export interface PresenceSignal extends Presence {
  type: 'presence';
}

/** How a person wants to be seen: as it is, as busy while active (do not disturb), or not at all. */
export const PRESENCE_MODES = ['auto', 'busy', 'invisible'] as const;
export type PresenceMode = (typeof PRESENCE_MODES)[number];

/** To the own devices of a person who chose another mode. Of two believe the later. */
export interface PresenceModeSignal {
  type: 'presence-mode';
  mode: PresenceMode;
  chosenAtMs: number;
}

/** Who of a conversation's members is online, told to all of them because one asked. */
export interface RosterSignal {
  type: 'roster';
  conversationId: ConversationId;
  /** Whoever is not `offline`; of a conversation beyond 10,000 members among the earliest ones. */
  onlineCount: number;
  /** Up to 500 of them with their names, if that was asked for. */
  online?: { userId: UserId; name: string }[];
}

export type Signal = PositionSignal | PresenceSignal | PresenceModeSignal | RosterSignal;
