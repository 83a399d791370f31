// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface SendReply {
  'conversationId'?: (string);
  'seq'?: (number | string | Long);
  'messageId'?: (string);
  'createdAtMs'?: (number | string | Long);
}

export interface SendReply__Output {
  'conversationId': (string);
  'seq': (number);
  'messageId': (string);
  'createdAtMs': (number);
}
