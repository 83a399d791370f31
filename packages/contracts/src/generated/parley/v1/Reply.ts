// Original file: proto/parley/v1/logic.proto

import type { Error as _parley_v1_Error, Error__Output as _parley_v1_Error__Output } from '../../parley/v1/Error.ts';
import type { SendReply as _parley_v1_SendReply, SendReply__Output as _parley_v1_SendReply__Output } from '../../parley/v1/SendReply.ts';
import type { HistoryReply as _parley_v1_HistoryReply, HistoryReply__Output as _parley_v1_HistoryReply__Output } from '../../parley/v1/HistoryReply.ts';
import type { Done as _parley_v1_Done, Done__Output as _parley_v1_Done__Output } from '../../parley/v1/Done.ts';
import type { OpenReply as _parley_v1_OpenReply, OpenReply__Output as _parley_v1_OpenReply__Output } from '../../parley/v1/OpenReply.ts';
import type { HeadsReply as _parley_v1_HeadsReply, HeadsReply__Output as _parley_v1_HeadsReply__Output } from '../../parley/v1/HeadsReply.ts';
import type { TouchReply as _parley_v1_TouchReply, TouchReply__Output as _parley_v1_TouchReply__Output } from '../../parley/v1/TouchReply.ts';
import type { PositionsReply as _parley_v1_PositionsReply, PositionsReply__Output as _parley_v1_PositionsReply__Output } from '../../parley/v1/PositionsReply.ts';
import type { MembershipReply as _parley_v1_MembershipReply, MembershipReply__Output as _parley_v1_MembershipReply__Output } from '../../parley/v1/MembershipReply.ts';
import type { PresenceReply as _parley_v1_PresenceReply, PresenceReply__Output as _parley_v1_PresenceReply__Output } from '../../parley/v1/PresenceReply.ts';
import type { OccupyReply as _parley_v1_OccupyReply, OccupyReply__Output as _parley_v1_OccupyReply__Output } from '../../parley/v1/OccupyReply.ts';
import type { NewestReply as _parley_v1_NewestReply, NewestReply__Output as _parley_v1_NewestReply__Output } from '../../parley/v1/NewestReply.ts';
import type { GuestPullReply as _parley_v1_GuestPullReply, GuestPullReply__Output as _parley_v1_GuestPullReply__Output } from '../../parley/v1/GuestPullReply.ts';
import type { Long } from '@grpc/proto-loader';

export interface Reply {
  'id'?: (number | string | Long);
  'error'?: (_parley_v1_Error | null);
  'send'?: (_parley_v1_SendReply | null);
  'history'?: (_parley_v1_HistoryReply | null);
  'done'?: (_parley_v1_Done | null);
  'open'?: (_parley_v1_OpenReply | null);
  'heads'?: (_parley_v1_HeadsReply | null);
  'touch'?: (_parley_v1_TouchReply | null);
  'positions'?: (_parley_v1_PositionsReply | null);
  'membership'?: (_parley_v1_MembershipReply | null);
  'presence'?: (_parley_v1_PresenceReply | null);
  'occupy'?: (_parley_v1_OccupyReply | null);
  'newest'?: (_parley_v1_NewestReply | null);
  'guestPull'?: (_parley_v1_GuestPullReply | null);
  'reply'?: "error"|"send"|"history"|"done"|"open"|"heads"|"touch"|"positions"|"membership"|"presence"|"occupy"|"newest"|"guestPull";
}

export interface Reply__Output {
  'id': (number);
  'error'?: (_parley_v1_Error__Output | null);
  'send'?: (_parley_v1_SendReply__Output | null);
  'history'?: (_parley_v1_HistoryReply__Output | null);
  'done'?: (_parley_v1_Done__Output | null);
  'open'?: (_parley_v1_OpenReply__Output | null);
  'heads'?: (_parley_v1_HeadsReply__Output | null);
  'touch'?: (_parley_v1_TouchReply__Output | null);
  'positions'?: (_parley_v1_PositionsReply__Output | null);
  'membership'?: (_parley_v1_MembershipReply__Output | null);
  'presence'?: (_parley_v1_PresenceReply__Output | null);
  'occupy'?: (_parley_v1_OccupyReply__Output | null);
  'newest'?: (_parley_v1_NewestReply__Output | null);
  'guestPull'?: (_parley_v1_GuestPullReply__Output | null);
  'reply'?: "error"|"send"|"history"|"done"|"open"|"heads"|"touch"|"positions"|"membership"|"presence"|"occupy"|"newest"|"guestPull";
}
