// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';
import type { Long } from '@grpc/proto-loader';

export interface HistoryCall {
  'caller'?: (_parley_v1_Caller | null);
  'conversationId'?: (string);
  'afterSeq'?: (number | string | Long);
  'beforeSeq'?: (number | string | Long);
  'limit'?: (number);
  'from'?: "afterSeq"|"beforeSeq";
}

export interface HistoryCall__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'conversationId': (string);
  'afterSeq'?: (number);
  'beforeSeq'?: (number);
  'limit': (number);
  'from'?: "afterSeq"|"beforeSeq";
}
