// Original file: proto/parley/v1/logic.proto

import type { User as _parley_v1_User, User__Output as _parley_v1_User__Output } from '../../parley/v1/User.ts';
import type { Membership as _parley_v1_Membership, Membership__Output as _parley_v1_Membership__Output } from '../../parley/v1/Membership.ts';
import type { Long } from '@grpc/proto-loader';

export interface Conversation {
  'conversationId'?: (string);
  'kind'?: (string);
  'title'?: (string);
  'epoch'?: (number | string | Long);
  'lastSeq'?: (number | string | Long);
  'memberCount'?: (number);
  'createdAtMs'?: (number | string | Long);
  'lastEventAtMs'?: (number | string | Long);
  'peer'?: (_parley_v1_User | null);
  'own'?: (_parley_v1_Membership | null);
  'lastEvent'?: (Buffer | Uint8Array | string);
}

export interface Conversation__Output {
  'conversationId': (string);
  'kind': (string);
  'title': (string);
  'epoch': (number);
  'lastSeq': (number);
  'memberCount': (number);
  'createdAtMs': (number);
  'lastEventAtMs': (number);
  'peer': (_parley_v1_User__Output | null);
  'own': (_parley_v1_Membership__Output | null);
  'lastEvent': (Buffer);
}
