// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface KnownHead {
  'conversationId'?: (string);
  'seq'?: (number | string | Long);
  'epoch'?: (number | string | Long);
}

export interface KnownHead__Output {
  'conversationId': (string);
  'seq': (number);
  'epoch': (number);
}
