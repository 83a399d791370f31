// Original file: proto/parley/v1/logic.proto

import type { SendCall as _parley_v1_SendCall, SendCall__Output as _parley_v1_SendCall__Output } from '../../parley/v1/SendCall.ts';
import type { HistoryCall as _parley_v1_HistoryCall, HistoryCall__Output as _parley_v1_HistoryCall__Output } from '../../parley/v1/HistoryCall.ts';
import type { MarkCall as _parley_v1_MarkCall, MarkCall__Output as _parley_v1_MarkCall__Output } from '../../parley/v1/MarkCall.ts';
import type { OpenCall as _parley_v1_OpenCall, OpenCall__Output as _parley_v1_OpenCall__Output } from '../../parley/v1/OpenCall.ts';
import type { HeadsCall as _parley_v1_HeadsCall, HeadsCall__Output as _parley_v1_HeadsCall__Output } from '../../parley/v1/HeadsCall.ts';
import type { CloseCall as _parley_v1_CloseCall, CloseCall__Output as _parley_v1_CloseCall__Output } from '../../parley/v1/CloseCall.ts';
import type { OccupyCall as _parley_v1_OccupyCall, OccupyCall__Output as _parley_v1_OccupyCall__Output } from '../../parley/v1/OccupyCall.ts';
import type { TouchCall as _parley_v1_TouchCall, TouchCall__Output as _parley_v1_TouchCall__Output } from '../../parley/v1/TouchCall.ts';
import type { PositionsCall as _parley_v1_PositionsCall, PositionsCall__Output as _parley_v1_PositionsCall__Output } from '../../parley/v1/PositionsCall.ts';
import type { MembershipCall as _parley_v1_MembershipCall, MembershipCall__Output as _parley_v1_MembershipCall__Output } from '../../parley/v1/MembershipCall.ts';
import type { PresenceCall as _parley_v1_PresenceCall, PresenceCall__Output as _parley_v1_PresenceCall__Output } from '../../parley/v1/PresenceCall.ts';
import type { NewestCall as _parley_v1_NewestCall, NewestCall__Output as _parley_v1_NewestCall__Output } from '../../parley/v1/NewestCall.ts';
import type { GuestSendCall as _parley_v1_GuestSendCall, GuestSendCall__Output as _parley_v1_GuestSendCall__Output } from '../../parley/v1/GuestSendCall.ts';
import type { GuestPullCall as _parley_v1_GuestPullCall, GuestPullCall__Output as _parley_v1_GuestPullCall__Output } from '../../parley/v1/GuestPullCall.ts';
import type { Long } from '@grpc/proto-loader';

export interface Call {
  'id'?: (number | string | Long);
  'send'?: (_parley_v1_SendCall | null);
  'history'?: (_parley_v1_HistoryCall | null);
  'mark'?: (_parley_v1_MarkCall | null);
  'open'?: (_parley_v1_OpenCall | null);
  'heads'?: (_parley_v1_HeadsCall | null);
  'close'?: (_parley_v1_CloseCall | null);
  'occupy'?: (_parley_v1_OccupyCall | null);
  'touch'?: (_parley_v1_TouchCall | null);
  'positions'?: (_parley_v1_PositionsCall | null);
  'membership'?: (_parley_v1_MembershipCall | null);
  'presence'?: (_parley_v1_PresenceCall | null);
  'newest'?: (_parley_v1_NewestCall | null);
  'guestSend'?: (_parley_v1_GuestSendCall | null);
  'guestPull'?: (_parley_v1_GuestPullCall | null);
  'call'?: "send"|"history"|"mark"|"open"|"heads"|"close"|"occupy"|"touch"|"positions"|"membership"|"presence"|"newest"|"guestSend"|"guestPull";
}

export interface Call__Output {
  'id': (number);
  'send'?: (_parley_v1_SendCall__Output | null);
  'history'?: (_parley_v1_HistoryCall__Output | null);
  'mark'?: (_parley_v1_MarkCall__Output | null);
  'open'?: (_parley_v1_OpenCall__Output | null);
  'heads'?: (_parley_v1_HeadsCall__Output | null);
  'close'?: (_parley_v1_CloseCall__Output | null);
  'occupy'?: (_parley_v1_OccupyCall__Output | null);
  'touch'?: (_parley_v1_TouchCall__Output | null);
  'positions'?: (_parley_v1_PositionsCall__Output | null);
  'membership'?: (_parley_v1_MembershipCall__Output | null);
  'presence'?: (_parley_v1_PresenceCall__Output | null);
  'newest'?: (_parley_v1_NewestCall__Output | null);
  'guestSend'?: (_parley_v1_GuestSendCall__Output | null);
  'guestPull'?: (_parley_v1_GuestPullCall__Output | null);
  'call'?: "send"|"history"|"mark"|"open"|"heads"|"close"|"occupy"|"touch"|"positions"|"membership"|"presence"|"newest"|"guestSend"|"guestPull";
}
