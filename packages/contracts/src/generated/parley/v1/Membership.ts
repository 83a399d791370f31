// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface Membership {
  'role'?: (string);
  'visibleFromSeq'?: (number | string | Long);
  'deliveredSeq'?: (number | string | Long);
  'readSeq'?: (number | string | Long);
  'unreadCount'?: (number);
  'mentionCount'?: (number);
}

export interface Membership__Output {
  'role': (string);
  'visibleFromSeq': (number);
  'deliveredSeq': (number);
  'readSeq': (number);
  'unreadCount': (number);
  'mentionCount': (number);
}
