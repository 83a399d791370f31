// Original file: proto/parley/v1/dispatch.proto

import type { Audience as _parley_v1_Audience, Audience__Output as _parley_v1_Audience__Output } from '../../parley/v1/Audience.ts';
import type { Subscription as _parley_v1_Subscription, Subscription__Output as _parley_v1_Subscription__Output } from '../../parley/v1/Subscription.ts';
import type { Long } from '@grpc/proto-loader';

export interface Dispatch {
  'conversationId'?: (string);
  'seq'?: (number | string | Long);
  'audience'?: (_parley_v1_Audience | null);
  'event'?: (Buffer | Uint8Array | string);
  'subscriptions'?: (_parley_v1_Subscription)[];
  'closeSessionId'?: (string);
  'onlyServerId'?: (string);
  'attempts'?: (number);
  'committedAtMs'?: (number | string | Long);
  'membersSeq'?: (number | string | Long);
  'signal'?: (Buffer | Uint8Array | string);
}

export interface Dispatch__Output {
  'conversationId': (string);
  'seq': (number);
  'audience': (_parley_v1_Audience__Output | null);
  'event': (Buffer);
  'subscriptions': (_parley_v1_Subscription__Output)[];
  'closeSessionId': (string);
  'onlyServerId': (string);
  'attempts': (number);
  'committedAtMs': (number);
  'membersSeq': (number);
  'signal': (Buffer);
}
