// Original file: proto/parley/v1/connect.proto

import type { Long } from '@grpc/proto-loader';

export interface PushReply {
  'id'?: (number | string | Long);
  'deliveries'?: (number);
}

export interface PushReply__Output {
  'id': (number);
  'deliveries': (number);
}
