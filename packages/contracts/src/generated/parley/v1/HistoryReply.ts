// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface HistoryReply {
  'epoch'?: (number | string | Long);
  'events'?: (Buffer | Uint8Array | string)[];
  'hasMore'?: (boolean);
}

export interface HistoryReply__Output {
  'epoch': (number);
  'events': (Buffer)[];
  'hasMore': (boolean);
}
