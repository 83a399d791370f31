// Original file: proto/parley/v1/logic.proto

import type { GuestMessage as _parley_v1_GuestMessage, GuestMessage__Output as _parley_v1_GuestMessage__Output } from '../../parley/v1/GuestMessage.ts';
import type { Long } from '@grpc/proto-loader';

export interface GuestPullReply {
  'messages'?: (_parley_v1_GuestMessage)[];
  'hasMore'?: (boolean);
  'nextCursorUs'?: (number | string | Long);
}

export interface GuestPullReply__Output {
  'messages': (_parley_v1_GuestMessage__Output)[];
  'hasMore': (boolean);
  'nextCursorUs': (number);
}
