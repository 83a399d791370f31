// Original file: proto/parley/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

export interface DeadLetterDispatch {
  'conversationId'?: (string);
  'seq'?: (number | string | Long);
  'serverId'?: (string);
}

export interface DeadLetterDispatch__Output {
  'conversationId': (string);
  'seq': (number);
  'serverId': (string);
}
