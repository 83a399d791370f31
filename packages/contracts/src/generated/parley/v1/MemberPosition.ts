// Original file: proto/parley/v1/logic.proto

import type { Long } from '@grpc/proto-loader';

export interface MemberPosition {
  'userId'?: (string);
  'deliveredSeq'?: (number | string | Long);
  'readSeq'?: (number | string | Long);
  'visibleFromSeq'?: (number | string | Long);
}

export interface MemberPosition__Output {
  'userId': (string);
  'deliveredSeq': (number);
  'readSeq': (number);
  'visibleFromSeq': (number);
}
