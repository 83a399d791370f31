// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface KnownHead {
  'conversationId'?: (string);
  'seq'?: (number | string | Long);
  'epoch'?: (number | string | Long);
  'readSeq'?: (number | string | Long);
  '_readSeq'?: "readSeq";
}

export interface KnownHead__Output {
  'conversationId': (string);
  'seq': (number);
  'epoch': (number);
  'readSeq'?: (number);
  '_readSeq'?: "readSeq";
}
