// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface Head {
  'conversationId'?: (string);
  'kind'?: (string);
  'lastSeq'?: (number | string | Long);
  'visibleFromSeq'?: (number | string | Long);
  'epoch'?: (number | string | Long);
  'deliveredSeq'?: (number | string | Long);
  'readSeq'?: (number | string | Long);
}

export interface Head__Output {
  'conversationId': (string);
  'kind': (string);
  'lastSeq': (number);
  'visibleFromSeq': (number);
  'epoch': (number);
  'deliveredSeq': (number);
  'readSeq': (number);
}
