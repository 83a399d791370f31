// Original file: proto/parley/v1/logic.proto

import type { HeadsReply as _parley_v1_HeadsReply, HeadsReply__Output as _parley_v1_HeadsReply__Output } from '../../parley/v1/HeadsReply.ts';
import type { Long } from '@grpc/proto-loader';

export interface OpenReply {
  'userId'?: (string);
  'sessionId'?: (string);
  'subscribeTo'?: (string)[];
  'visibleFromSeqs'?: (number | string | Long)[];
  'membersSeqs'?: (number | string | Long)[];
  'boundAtUs'?: (number | string | Long);
  'presenceMode'?: (string);
  'heads'?: (_parley_v1_HeadsReply | null);
}

export interface OpenReply__Output {
  'userId': (string);
  'sessionId': (string);
  'subscribeTo': (string)[];
  'visibleFromSeqs': (number)[];
  'membersSeqs': (number)[];
  'boundAtUs': (number);
  'presenceMode': (string);
  'heads': (_parley_v1_HeadsReply__Output | null);
}
