// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';
import type { Long } from '@grpc/proto-loader';

export interface MarkCall {
  'caller'?: (_parley_v1_Caller | null);
  'conversationId'?: (string);
  'deliveredSeq'?: (number | string | Long);
  'readSeq'?: (number | string | Long);
}

export interface MarkCall__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'conversationId': (string);
  'deliveredSeq': (number);
  'readSeq': (number);
}
