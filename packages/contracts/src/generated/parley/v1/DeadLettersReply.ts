// Original file: proto/parley/v1/admin.proto

import type { Long } from '@grpc/proto-loader';

export interface DeadLettersReply {
  'asked'?: (number | string | Long);
  'done'?: (number | string | Long);
}

export interface DeadLettersReply__Output {
  'asked': (number);
  'done': (number);
}
