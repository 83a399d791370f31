// Original file: proto/parley/v1/logic.proto

import type { Presence as _parley_v1_Presence, Presence__Output as _parley_v1_Presence__Output } from '../../parley/v1/Presence.ts';

export interface PresenceReply {
  'presences'?: (_parley_v1_Presence)[];
}

export interface PresenceReply__Output {
  'presences': (_parley_v1_Presence__Output)[];
}
