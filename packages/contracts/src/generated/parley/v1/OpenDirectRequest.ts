// Original file: proto/parley/v1/logic.proto

import type { Caller as _parley_v1_Caller, Caller__Output as _parley_v1_Caller__Output } from '../../parley/v1/Caller.ts';

export interface OpenDirectRequest {
  'caller'?: (_parley_v1_Caller | null);
  'userId'?: (string);
}

export interface OpenDirectRequest__Output {
  'caller': (_parley_v1_Caller__Output | null);
  'userId': (string);
}
